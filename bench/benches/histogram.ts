import {
  type Histogram,
  histogramOf,
  histogramQuantile,
  mergeHistograms,
} from '../../analysis/stats/histogram';
import { normal } from '../../demo/draws';
import { randomStream } from '../../demo/random';
import { type Bench, countText, percentText, type Report, ratioText, type Size, timeText } from '../bench';
import { alternately, ratioOf, type Timing } from '../measure';
import { insertedSorted, mergedSorted, quantileSorted, sortedOf } from '../sorted-twin';

/** Response times that were learned. */
const learnedValues: Readonly<Record<Size, number>> = { smoke: 100_000, full: 200_000 };
/** Response times of one window, which are merged into them. */
const windowValues = 1_000;
const rounds = 9;
const shares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

export const histogram: Bench = {
  name: 'histogram',
  about:
    'The histogram against its plain twin, an array of all values kept in order. Build: per value. Insert: one ' +
    'value into what is there. Merge: a window of 1,000 values into what is there. The twin has the room for both ' +
    "at hand. Quantile: nine of them; the twin's answer is one look into the array, so that this ratio is shown and gates nothing.",
  async run(size): Promise<Report> {
    const values = responseTimes('learned', learnedValues[size]);
    const fresh = responseTimes('window', windowValues);
    const ours = histogramOf(counted(values));
    const window = histogramOf(counted(fresh));
    const twin = sortedOf(values);
    const twinWindow = sortedOf(fresh);
    const one = fresh[0] ?? 0;
    const roomForInsert = new Float64Array(values.length + 1);
    const roomForMerge = new Float64Array(values.length + windowValues);
    const timings = await alternately(
      {
        build: () => histogramOf(counted(values)),
        buildTwin: () => sortedOf(values),
        insert: () => mergeHistograms(ours, histogramOf([[one, 1]])),
        insertTwin: () => insertedSorted(twin, one, roomForInsert),
        merge: () => mergeHistograms(ours, window),
        mergeTwin: () => mergedSorted(twin, twinWindow, roomForMerge),
        quantile: () => shares.map((share) => histogramQuantile(ours, share)),
        quantileTwin: () => shares.map((share) => quantileSorted(twin, share)),
      },
      rounds,
    );
    const error = largestError(ours, twin);
    const bytes = JSON.stringify(ours).length / JSON.stringify([...twin]).length;
    const build = per(values.length, timings.build, timings.buildTwin);
    const insert = per(1, timings.insert, timings.insertTwin);
    const merge = per(1, timings.merge, timings.mergeTwin);
    const quantile = per(shares.length, timings.quantile, timings.quantileTwin);
    const rows = [
      ['build, per value', ...build.texts],
      ['insert one value', ...insert.texts],
      ['merge a window', ...merge.texts],
      ['quantile', ...quantile.texts],
      [
        'bytes as JSON',
        countText(JSON.stringify(ours).length),
        countText(JSON.stringify([...twin]).length),
        '',
        ratioText(bytes),
      ],
      ['largest error of a quantile', percentText(error), '0 %', '', ''],
    ];
    return {
      columns: [`${countText(values.length)} values`, 'histogram', 'sorted array', 'spread', 'ratio'],
      rows,
      ratios: {
        build: build.ratio,
        insert: insert.ratio,
        merge: merge.ratio,
        bytes,
        'quantile error': error,
      },
    };
  },
};

/** Response times in whole milliseconds, log-normal around 100 ms. */
function responseTimes(label: string, count: number): number[] {
  const random = randomStream(1, label);
  return Array.from({ length: count }, () => Math.round(100 * Math.exp(0.8 * normal(random))) / 1e3);
}

const counted = (values: readonly number[]): (readonly [number, number])[] =>
  values.map((value) => [value, 1] as const);

function per(
  times: number,
  ours: Timing,
  twin: Timing,
): { readonly ratio: number; readonly texts: string[] } {
  const ratio = ratioOf(ours, twin);
  const texts = [timeText(ours.seconds / times), timeText(twin.seconds / times), percentText(ours.spread)];
  return { ratio, texts: [...texts, ratioText(ratio)] };
}

function largestError(ours: Histogram, twin: Float64Array): number {
  return Math.max(
    ...shares.map((share) => {
      const truth = quantileSorted(twin, share);
      return Math.abs(histogramQuantile(ours, share) - truth) / truth;
    }),
  );
}
