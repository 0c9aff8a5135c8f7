import type { JsonObject } from '../wire/json';
import { numberMember, objectMember, objectsMember, required, textMember } from '../wire/members';
import type { ControlContext } from './context';

const SEGMENT_COUNTS = [
  'SegmentsReceivedCount',
  'SegmentsSentCount',
  'SegmentsSpilloverCount',
  'SegmentsRejectedCount',
] as const;
const ERROR_COUNTS = [
  'TimeoutCount',
  'ConnectionRefusedCount',
  'HTTPCode4XXCount',
  'HTTPCode5XXCount',
  'UnknownHostCount',
  'OtherCount',
] as const;
const COUNT = { min: 0, whole: true };

/** What daemons say of themselves, summed up under the names of the API model; no operation answers it. */
export class Telemetry {
  readonly #context: ControlContext;
  readonly #totals = new Map<string, number>();

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject = {}) {
    this.#context = context;
    for (const name of Object.keys(kept)) this.#totals.set(name, numberMember(kept, name, COUNT) ?? 0);
  }

  /** The sums so far, and `Records`, how many reports there were. */
  get totals(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#totals);
  }

  /** Takes all records of a request, or none when one of them is broken. */
  put(input: JsonObject): void {
    textMember(input, 'EC2InstanceId', { max: 20 });
    textMember(input, 'Hostname', { max: 255 });
    textMember(input, 'ResourceARN', { max: 500 });
    const records = required('TelemetryRecords', objectsMember(input, 'TelemetryRecords')).map(readRecord);
    for (const [name, count] of records.flat()) this.#totals.set(name, (this.#totals.get(name) ?? 0) + count);
    this.#context.changed();
  }

  toJSON(): JsonObject {
    return this.totals;
  }
}

function readRecord(record: JsonObject): [string, number][] {
  required('Timestamp', numberMember(record, 'Timestamp', { min: 0 }));
  const errors = objectMember(record, 'BackendConnectionErrors') ?? {};
  return [
    ['Records', 1],
    ...SEGMENT_COUNTS.map((name): [string, number] => [name, numberMember(record, name, COUNT) ?? 0]),
    ...ERROR_COUNTS.map((name): [string, number] => [name, numberMember(errors, name, COUNT) ?? 0]),
  ];
}
