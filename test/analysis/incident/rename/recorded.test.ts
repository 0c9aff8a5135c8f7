import { decodeGraph } from '../../../../analysis/graph/decode';
import { advance, type LineState, newLine, step } from '../../../../analysis/line';
import type { Finding } from '../../../../analysis/model/finding';
import { readRecordings } from '../../../../functions/adapters/recording/read';
import { parseSettings } from '../../../../functions/settings';
import { describeWithRecordings, recording, recordingsWithWindows } from '../../../support/recordings';

/** Of a recording of months as much as of the others: what could be renamed in it does not change. */
const mostWindows = 1_000;

interface Window {
  readonly window: { readonly start: number; readonly end: number };
  readonly services: readonly unknown[];
}

async function windowsOf(file: string): Promise<Window[]> {
  const windows: Window[] = [];
  for await (const line of readRecordings([file], () => undefined))
    if (line.kind === 'window') windows.push({ window: line.window, services: line.services });
  return windows.sort((a, b) => a.window.start - b.window.start);
}

/** The line over these windows, each settled once; the first half of the recording teaches. */
function watched(windows: readonly Window[], before?: LineState, seconds = 43_200) {
  const [first] = windows;
  if (first === undefined) throw new Error('a recording has windows');
  const windowSeconds = first.window.end - first.window.start;
  const settings = {
    ...parseSettings({}),
    windowSeconds,
    bootstrapSeconds: seconds,
    learnAtMostSeconds: seconds,
  };
  let state = before ?? newLine('recorded', first.window.start);
  const told: Finding[] = [];
  for (const { window, services } of windows) {
    const read = { window, kind: 'settlement', lagSeconds: 180 } as const;
    const { record } = step(
      state,
      { read, gap: false, decoded: decodeGraph([services], window) },
      [],
      settings,
    );
    state = advance(state, record, [], settings);
    told.push(...record.transitions.filter((t): t is Finding => t.type === 'finding'));
  }
  return { state, fired: told.filter(({ status }) => status === 'firing') };
}

/** The same windows with every node of one name called otherwise. */
const renamed = (windows: readonly Window[], from: string, to: string): Window[] =>
  windows.map(({ window, services }) => ({
    window,
    services: services.map((service) => {
      const { Name } = service as { readonly Name: string };
      return Name === from ? { ...(service as object), Name: to, Names: [to] } : service;
    }),
  }));

describeWithRecordings('A recorded system', () => {
  test('never looks like a rename where nothing was renamed', async () => {
    for (const file of recordingsWithWindows()) {
      const windows = (await windowsOf(file)).slice(0, mostWindows);
      const [first, last] = [windows[0]?.window.start ?? 0, windows.at(-1)?.window.end ?? 0];
      const { fired } = watched(windows, undefined, (last - first) / 2);
      expect(fired.filter(({ kind }) => kind === 'rename')).toEqual([]);
    }
  }, 300_000);

  test('of which one service is renamed raises one finding, which names both', async () => {
    const windows = await windowsOf(recording('petshop-low', 'windows.jsonl.gz'));
    const quiet = windows.findIndex(({ window }) => window.start >= 1_681_700_000);
    const { state } = watched(windows.slice(0, quiet));
    const after = windows.slice(quiet, quiet + 8);
    expect(watched(after, state).fired).toEqual([]);
    const names = ['PetSite', 'payforadoption', 'lambdastatusupdater', 'petlistadoptions', 'PetSearch'];
    for (const name of names) {
      const { fired } = watched(renamed(after, name, `${name}-v2`), state);
      expect(fired.map(({ kind, target }) => `${kind} ${target.name}`)).toEqual([`rename ${name}-v2`]);
      expect(fired[0]?.rename?.services.every(({ from }) => from.startsWith(`${name}|`))).toBe(true);
    }
  }, 300_000);
});
