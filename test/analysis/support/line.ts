import { decodeGraph } from '../../../analysis/graph/decode';
import { type LineState, type Look, newLine } from '../../../analysis/line';
import type { Decision } from '../../../analysis/model/decision';
import type { Transition } from '../../../analysis/model/finding';
import type { Read } from '../../../analysis/model/read';
import type { Settings } from '../../../analysis/model/settings';
import { origin, type Stride, unfading as settings, stride } from '../../laws/drive';
import { statisticsOf, type XrayService } from '../../laws/xray';

/** Calls along a chain of services, `[caller, callee, calls]`, each taking a tenth of a second. */
export type Links = readonly (readonly [source: string, target: string, calls: number])[];

/** A page of these calls; services without numbers of their own, so that only the calls are judged. */
function page(links: Links): XrayService[] {
  const names = [...new Set(links.flatMap((link) => link.slice(0, 2) as [string, string]))];
  return names.map((name, id) => ({
    ReferenceId: id,
    Name: name,
    Type: name === 'outside' ? 'client' : 'remote',
    State: 'unknown',
    Edges: links
      .filter(([source]) => source === name)
      .map(([, target, calls]) => ({
        ReferenceId: names.indexOf(target),
        ...statisticsOf({ seconds: new Array<number>(calls).fill(0.1) }),
      })),
  }));
}

export const readOf = (index: number, kind: Read['kind'] = 'settlement', lagSeconds = 180): Read => {
  const start = origin + index * settings.windowSeconds;
  return { window: { start, end: start + settings.windowSeconds }, kind, lagSeconds };
};
const lookOf = (read: Read, links: Links): Look => ({
  read,
  gap: false,
  decoded: decodeGraph([page(links)], read.window),
});

/** A line that takes one look after the other. */
export class Line {
  state: LineState = newLine('table', origin);
  readonly strides: Stride[] = [];
  /** What people decided so far; each word is heard from the next read on. */
  decisions: readonly Decision[] = [];
  readonly settings: Settings;

  constructor(changes: Partial<Settings> = {}) {
    this.settings = { ...settings, ...changes };
  }

  take(read: Read, links: Links): Stride {
    const taken = stride(this.state, lookOf(read, links), {
      settings: this.settings,
      decisions: this.decisions,
    });
    this.state = taken.after;
    this.strides.push(taken);
    return taken;
  }

  /** Settles the windows from one number up to, not including, another. */
  settle(from: number, to: number, links: Links): Stride[] {
    return Array.from({ length: to - from }, (_, i) => this.take(readOf(from + i), links));
  }

  told(): Transition[] {
    return this.strides.flatMap(({ record }) => record.transitions);
  }
}

export const toA = ['outside', 'a', 20] as const;
export const aToB = ['a', 'b', 20] as const;
export const norm: Links = [toA, aToB, ['outside', 'c', 20]];
/** Windows of norm that a line has seen before each story; the first ten of them teach only. */
export const known = 40;
/** A line that has learned the norm and judged it. */
export const learnedLine = (links: Links = norm, changes: Partial<Settings> = {}): Line => {
  const line = new Line(changes);
  line.settle(0, known, links);
  return line;
};
