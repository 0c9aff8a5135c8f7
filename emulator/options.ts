import type { DefaultSampling } from './control/default-rule';
import type { FaultPlan } from './faults/plan';

/** How X-Ray Local is to behave; everything has a default. */
export interface XRayLocalOptions {
  /** The clock, epoch seconds. @default the real one */
  readonly now?: () => number;
  /** Recordings to answer from: `.jsonl` or `.jsonl.gz` files, read at once. @default none */
  readonly recordings?: readonly string[];
  /** Services on a page of GetServiceGraph. @default 100 */
  readonly pageSize?: number;
  /** Traces looked at for a page of GetTraceSummaries. @default 100 */
  readonly tracePageSize?: number;
  /** Traces on a page of BatchGetTraces, of the five that may be asked. @default 5 */
  readonly batchPageSize?: number;
  /**
   * Keeps documents, groups, rules and settings in this folder, so that they outlive the process. One process a folder:
   * a second is refused. @default nothing is kept
   */
  readonly dataDirectory?: string;
  /**
   * How much memory what was ingested may take, bytes; beyond it documents are kept in files. A rough bound: some
   * 60 bytes a segment stay in memory however many there are. @default 512 MB
   */
  readonly memoryBytes?: number;
  /** Different nodes that are remembered; a document that brings another is refused. @default 100,000 */
  readonly mostNodes?: number;
  /** Rules, groups, statistics or tags on a page of the operations that list them. @default 100 */
  readonly listPageSize?: number;
  /** The Default sampling rule. @default one request a second and 5 % of the rest, as in X-Ray */
  readonly sampling?: DefaultSampling;
  /** How long a new encryption key or trace destination takes to become active, seconds. @default 5 */
  readonly settleSeconds?: number;
  /** What is to go wrong; may be replaced at run time with PUT /_control/faults. @default nothing */
  readonly faults?: FaultPlan;
}
