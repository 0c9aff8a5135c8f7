/** Where the texts of documents are kept. A reference is a plain number, good for as long as the texts are open. */
export interface Texts {
  /** Stores a text and returns its reference. @param arrival epoch seconds at which it came */
  append(text: string, arrival: number): number;
  /** The text of a reference that `append` gave. */
  read(reference: number): string;
  /** Lets go of files and memory. */
  close(): void;
}
