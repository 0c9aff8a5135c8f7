import type { LocalService, TestedService } from './service';

/** What a conformance case claims of X-Ray, and how we know. */
export interface Claim {
  /** The behaviour as a sentence. */
  readonly behaviour: string;
  /** One of `sources`. */
  readonly source: string;
  /**
   * X-Ray does not document it: the behaviour is X-Ray Local's decision, or a guess. Locally it must hold all the
   * same; against AWS X-Ray a case that fails is reported as an assumption that fell, and fails nothing.
   */
  readonly assumed?: true;
}

/** A claim with the test of it. */
export type Behaviour =
  | (Claim & { readonly localOnly?: never; readonly check: (service: TestedService) => Promise<void> })
  | (Claim & {
      /** Why it must not or cannot run against AWS X-Ray. */
      readonly localOnly: string;
      readonly check: (service: LocalService) => Promise<void>;
    });
