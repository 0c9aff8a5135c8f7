/** Something and what seems to have taken its place, by key. */
export interface Replaced {
  readonly from: string;
  readonly to: string;
}

/** Services that seem to have got other names, by service key, and the edges that moved with them, by subject. */
export interface Rename {
  readonly services: readonly Replaced[];
  readonly edges: readonly Replaced[];
}
