import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Change } from './change';
import type { Variant } from './variant';

export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;
/** Where invented recordings begin: a Monday, 10 h UTC. */
export const begin = 345_600 + 2_900 * 7 * day + 10 * hour;

/** Something that happens to an invented system, and how it is labelled: `about` begins with `size`. */
export interface Happening {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly service: string;
  readonly about: string;
  readonly change?: Change;
}

/** The `Services` of the window that begins at a time, in which these things happen. */
export type Draw = (start: number, now: readonly Happening[]) => object[];

/** When an invented recording learns, is watched, and what happens in it. */
export interface Course {
  readonly name: string;
  readonly step: number;
  readonly learned: number;
  readonly watched: number;
  readonly happenings: readonly Happening[];
  /** Begins anew what draws the services of one window after the other, with what happens in it. */
  draw(): Draw;
}

/** A recording that nothing but its course makes. */
export const variantOf = (course: Course): Variant => ({
  name: course.name,
  learnUntil: begin + course.learned,
  make: (folder) => write(course, folder),
});

async function write({ step, learned, watched, happenings, draw }: Course, folder: string): Promise<void> {
  const end = begin + learned + watched;
  const services = draw();
  const lines: string[] = [];
  for (let start = begin; start < end; start += step) {
    const now = happenings.filter((h) => h.start < start + step && h.end > start);
    lines.push(JSON.stringify({ StartTime: start, EndTime: start + step, Services: services(start, now) }));
  }
  await writeFile(join(folder, 'windows.jsonl.gz'), gzipSync(`${lines.join('\n')}\n`));
  const phases = [
    { name: 'learn', from: begin, to: begin + learned, countFalseAlarms: false },
    { name: 'watch', from: begin + learned, to: end, countFalseAlarms: true },
  ];
  const labels = happenings.map(({ start, end: until, kind, service, about }, id) => ({
    id,
    start,
    end: until,
    kind,
    service,
    detail: about,
  }));
  await writeFile(join(folder, 'truth.json'), JSON.stringify({ step, phases, labels }, null, 1));
}
