import { newLine, step } from '../../../analysis/line';
import type { Read } from '../../../analysis/model/read';
import { parseSettings } from '../../../functions/settings';
import { lookAt } from '../../../functions/watch/look';
import type { GraphPage, Traces } from '../../../functions/watch/ports';

const settings = parseSettings({});
const read: Read = { window: { start: 900, end: 1200 }, kind: 'settlement', lagSeconds: 180 };

/** X-Ray as far as a look needs it, with answers that X-Ray Local does not give. */
const answering = (...pages: readonly GraphPage[]): Traces => ({
  serviceGraph: async function* () {
    yield* pages;
  },
  traceSummaries: async () => ({ traces: [], scanned: 0 }),
  windowSummaries: async () => ({ summaries: [], scanned: 0 }),
  traceDocuments: async () => ({ traces: [] }),
  preflight: async () => [],
});
const page = (name: string, containsOldGroupVersions = false): GraphPage => ({
  services: [{ ReferenceId: name.length, Name: name, State: 'active', Edges: [] }],
  containsOldGroupVersions,
});
const entryOf = async (traces: Traces, now = 1_400) =>
  step(newLine('test', 900), await lookAt(traces, read, settings, now), [], settings).record.entries[0];

describe('A look at a window', () => {
  test('joins all pages', async () => {
    const entry = await entryOf(answering(page('a'), page('bb')));
    expect(entry?.observations.map(({ subject }) => subject)).toEqual(['a||', 'bb||']);
    expect(entry).toMatchObject({ gap: false, teaches: true });
  });

  test('teaches nothing when X-Ray merged graphs of an older filter of the group into one of its pages', async () => {
    const entry = await entryOf(answering(page('a', true), page('bb')));
    expect(entry).toMatchObject({ gap: false, teaches: false });
    expect(entry?.observations).toHaveLength(2);
  });

  test('is a gap without a call when X-Ray has forgotten the window', async () => {
    const never = answering();
    never.serviceGraph = () => {
      throw new Error('X-Ray was asked');
    };
    expect(await entryOf(never, read.window.start + 31 * 86_400)).toMatchObject({
      gap: true,
      observations: [],
    });
  });
});
