import type { Owner } from '../model/owner';
import type { Sight } from '../model/power';
import type { Impact } from './impact';

/** What is known around an incident when its text is written. */
export interface Surroundings {
  readonly scope: string;
  readonly environment: string;
  /** The reader's time zone by its IANA name, shown beside UTC; UTC alone where absent. */
  readonly timeZone?: string;
  /** Who answers for which services; nobody where absent. */
  readonly owners?: readonly Owner[];
  /** Trace ids that show it, newest first. */
  readonly traces: readonly string[];
  /** Why there are none, where there are none. */
  readonly noTraces: string;
  /** Why the calls of a new dependency are not described, where they are not. */
  readonly noCalls?: string;
  /** Sampled requests at the entry points in the judged window. */
  readonly sampledRequests: number;
  /** Whom it may hit; absent where the window does not show it. */
  readonly impact?: Impact;
  /** Chance that a sighting is of a subject never seen before. */
  readonly unseenMass: number;
  /** How small a change of the leading finding's subject would be seen. */
  readonly sight: Sight;
  /** True of a sample that is sent to try the channels: nothing happened. */
  readonly test?: true;
}

/** Where an episode stands for the reader; of one that somebody took on only programs are told. */
export type Stage = 'opened' | 'updated' | 'reminder' | 'acknowledged' | 'resolved';

/** The same as programs are told it. */
export const statusOf = (stage: Stage): 'opened' | 'updated' | 'resolved' =>
  stage === 'reminder' || stage === 'acknowledged' ? 'updated' : stage;

/** Account and Region of a scope named `account/region/group`; empty where it is named otherwise. */
export function placeOf(scope: string): { account: string; region: string } {
  const match = /^(\d{12}|local)\/([a-z]{2}(?:-[a-z]+)+-\d)\//.exec(scope);
  return { account: match?.[1] === 'local' ? '' : (match?.[1] ?? ''), region: match?.[2] ?? '' };
}

/** Where the console shows a trace; undefined where the scope names no Region. */
export function traceUrl(scope: string, id: string): string | undefined {
  const { region } = placeOf(scope);
  return region === ''
    ? undefined
    : `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#xray:traces/${id}`;
}
