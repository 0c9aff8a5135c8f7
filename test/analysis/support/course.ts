import { advance, type LineState, newLine, step } from '../../../analysis/line';
import type { Assessment } from '../../../analysis/model/assessment';
import type { Finding } from '../../../analysis/model/finding';
import type { Settings } from '../../../analysis/model/settings';
import { normalFrom } from '../../laws/random';
import { defaults, observation, type Shown } from './question';

/** Thursday 0 h UTC, epoch seconds. */
export const origin = 604_800 * 2_810;

/** The defaults with windows of this length, each settled once, after so long a time of learning. */
export const settingsFor = (windowSeconds: number, bootstrapSeconds: number): Settings => ({
  ...defaults,
  windowSeconds,
  bootstrapSeconds,
  presenceLagsSeconds: [],
});

/** What a course came to: the line after it, all it said, and the findings that began to fire, in order. */
export interface Course {
  readonly state: LineState;
  /** Start of the next window, epoch seconds. */
  readonly start: number;
  readonly assessments: readonly Assessment[];
  readonly fired: readonly Finding[];
}

export const beginning: Course = {
  state: newLine('test', origin),
  start: origin,
  assessments: [],
  fired: [],
};

/** The line over so many more windows of one edge, each as `shown` says by its start; what it said is of these alone. */
export function onward(
  course: Course,
  windows: number,
  shown: (start: number) => Shown,
  settings: Settings,
): Course {
  let { state, start } = course;
  const assessments: Assessment[] = [];
  const fired: Finding[] = [];
  for (let i = 0; i < windows; i += 1) {
    const window = { start, end: start + settings.windowSeconds };
    const read = { window, kind: 'settlement', lagSeconds: settings.settleLagSeconds } as const;
    const seen = observation(shown(start));
    const taken = step(
      state,
      { read, gap: false, observations: [seen], requests: seen.outcomes.total },
      [],
      settings,
    );
    assessments.push(...taken.assessments);
    for (const t of taken.record.transitions)
      if (t.type === 'finding' && t.status === 'firing') fired.push(t);
    state = advance(state, taken.record, [], settings);
    start = window.end;
  }
  return { state, start, assessments, fired };
}

/** Log-normal times about a median, as scattered as real calls are. */
export const timesAbout =
  (seconds: number, random: () => number, sigma = 0.5) =>
  (): number =>
    seconds * Math.exp(sigma * normalFrom(random));
