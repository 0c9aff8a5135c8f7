/** Who answers for services: those whose name the pattern matches. */
export interface Owner {
  /** A name; `*` stands for any text, `?` for one character. Upper and lower case differ, as in X-Ray's names. */
  readonly pattern: string;
  readonly team: string;
  /** Address of what to do when it breaks. */
  readonly runbook?: string;
}
