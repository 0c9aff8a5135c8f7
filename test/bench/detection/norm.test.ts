import {
  beginning,
  type Course,
  calmUntil,
  defaults,
  monday,
  onward,
  weekSeconds,
} from '../../../bench/detection/course';
import { IncidentBook } from '../../../bench/detection/incidents';
import { budgets, judgeNorm } from '../../../bench/detection/norm';
import { judgeNormTogether } from '../../../bench/detection/norm-together';
import { inventWorld } from '../../../bench/detection/world';

const size = { systems: 1, edges: 5, windowSeconds: 7_200 };
const seeds = [1];
const learnedUntil = monday + 2 * weekSeconds;

/** A line of its own for one budget, from the first window on. */
function aloneFor(falseAlarmsPerWeek: number, seed: number): number[] {
  const settings = {
    ...defaults,
    windowSeconds: size.windowSeconds,
    bootstrapSeconds: 2 * weekSeconds,
    falseAlarmsPerWeek,
  };
  const book = new IncidentBook();
  let course: Course = calmUntil(beginning(inventWorld(seed, size.edges)), learnedUntil, settings);
  while (course.source.start < learnedUntil + weekSeconds) {
    const next = onward(course, settings);
    book.add(next.record);
    course = next.course;
  }
  return book.told.map(({ detectedAt }) => detectedAt);
}

test('judging all budgets at once tells what a line for each of them tells', () => {
  const together = judgeNorm(size);
  for (const budget of budgets) {
    const alone = seeds.flatMap((seed) => aloneFor(budget, seed));
    expect([budget, together.get(budget)?.map(({ detectedAt }) => detectedAt)]).toEqual([budget, alone]);
  }
  expect(together.get(5)?.length).toBeGreaterThan(0);
});

test('several processes tell what one tells', async () => {
  const two = { ...size, systems: 2 };
  expect([...(await judgeNormTogether(two, 2))]).toEqual([...judgeNorm(two)]);
}, 60_000);
