import type { ControlPlane } from '../control/control-plane';
import type { Faults } from '../faults/faults';
import type { Intake } from '../faults/intake';
import type { Recordings } from '../recordings/recordings';
import type { Kept, TraceStore } from '../store/trace-store';
import type { JsonObject } from '../wire/json';
import type { PageShelf } from '../wire/pages';

/** What X-Ray Local was told when it was made, with every default filled in. */
export interface Settings {
  /** The clock, epoch seconds. */
  readonly now: () => number;
  /** Services on a page of GetServiceGraph. */
  readonly pageSize: number;
  /** Traces looked at for a page of GetTraceSummaries, matching or not. */
  readonly tracePageSize: number;
  /** Traces on a page of BatchGetTraces. */
  readonly batchPageSize: number;
  /** Rules, groups, statistics or tags on a page of the operations that list them. */
  readonly listPageSize: number;
}

/** Everything an operation may look at. */
export interface World {
  readonly settings: Settings;
  readonly store: TraceStore;
  /** What the data folder held at the beginning; undefined where there is none. */
  readonly kept: Kept | undefined;
  /** The door of the store; documents come in here. */
  readonly intake: Intake;
  readonly faults: Faults;
  readonly recordings: Recordings;
  readonly shelf: PageShelf;
  readonly control: ControlPlane;
  /** Lets go of files and of the data folder. */
  close(): void;
}

/** One API operation: a request's JSON in, the answer's JSON out. Throws `ServiceFailure` to refuse. */
export type Operation = (input: JsonObject, world: World) => JsonObject;
