import { stat } from 'node:fs/promises';
import { learningProgress } from '../../analysis/baseline/learners';
import { transitionJson } from '../../analysis/explain/transition-json';
import { rulesOf } from '../../analysis/graph/naming';
import { advance, type LineState, newLine, step } from '../../analysis/line';
import type { Range } from '../../analysis/model/decision';
import type { Settings } from '../../analysis/model/settings';
import { splitSubjectKey } from '../../analysis/model/subject';
import { windowSeconds } from '../../analysis/model/window';
import { readRecordings } from '../../functions/adapters/recording/read';
import type { ReplayCommand } from '../command';
import { type ExitCode, exits, highest, Refused } from '../exit';
import type { Io } from '../io';
import { type JsonLines, openJsonLines } from '../json-lines';
import { arrange } from '../replay/arrange';
import { decisionsOf } from '../replay/decisions';
import { type DecodedLine, decodeLines } from '../replay/decoded';
import { replayNotes } from '../replay/notes';
import { summaryLines } from '../replay/summary';
import { Tally } from '../replay/tally';
import { loadSettings } from '../settings-file';

type WindowLine = Extract<DecodedLine, { kind: 'window' }>;

/** All that a replay goes by. */
interface Plan {
  readonly recordings: readonly string[];
  readonly decisions: readonly Range[];
  /** Every read settles: a saved page is final. The window length is the recording's. */
  readonly settings: Settings;
  readonly scope: string;
}

/**
 * Judges saved pages with the pure line, with the recording's own clock.
 * Exits 1 while something fires after the last window, 3 when lines were left out, 4 when a file could not be read.
 */
export async function replay(command: ReplayCommand, io: Io): Promise<ExitCode> {
  const began = performance.now();
  const { settings, given } = await loadSettings(command.settings);
  const decisions = decisionsOf(command.learn, command.rebase);
  const plan = { recordings: command.recordings, decisions, scope: settings.scope };
  const transitions = await openJsonLines(command.json, io);
  const tally = new Tally();
  const replayed = run(
    { ...plan, settings: { ...settings, presenceLagsSeconds: [] } },
    { tally, transitions, io },
  );
  const state = await replayed.catch(async (error: unknown) => {
    await transitions.abandon();
    throw error;
  });
  await transitions.finish();
  for (const note of replayNotes(tally, { decisions, settings, given })) io.say(note);
  const lines = summaryLines(tally, {
    seconds: (performance.now() - began) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    knownEdges: edgesOf(state),
    services: learningProgress(state?.baseline.known ?? new Map()),
  });
  if (command.json === '-') for (const line of lines) io.say(line);
  else await io.out(`${lines.join('\n')}\n`);
  return exitOf(tally, state);
}

interface Course {
  readonly tally: Tally;
  readonly transitions: JsonLines;
  readonly io: Io;
}

async function run(plan: Plan, { tally, transitions, io }: Course): Promise<LineState | undefined> {
  const progress = io.progress('replay', await bytesOf(plan.recordings));
  let state: LineState | undefined;
  try {
    const lines = readRecordings(plan.recordings, (count) => progress.add(count));
    for await (const item of arrange<WindowLine, Exclude<DecodedLine, WindowLine>>(
      decodeLines(lines, rulesOf(plan.settings)),
    )) {
      if (io.signal.aborted)
        throw new Refused(exits.failed, 'stopped before the end; no transitions are kept');
      if (item.kind === 'unreadable') tally.miss(`${item.file}: ${item.problem}`);
      else if (item.kind === 'problem') tally.leave('broken', `${item.file}:${item.line}: ${item.problem}`);
      else if (item.kind === 'leftOut')
        tally.leave(item.reason, `${item.file}:${item.line}: ${item.problem}`);
      else {
        if (item.moved) tally.moved += 1;
        state = await judged(state, item.line, plan, { tally, transitions });
      }
    }
    return state;
  } finally {
    progress.stop();
  }
}

async function judged(
  before: LineState | undefined,
  { window, decoded, traces }: WindowLine,
  plan: Plan,
  { tally, transitions }: Pick<Course, 'tally' | 'transitions'>,
): Promise<LineState> {
  const settings = { ...plan.settings, windowSeconds: windowSeconds(window) };
  const state = before ?? newLine(plan.scope, window.start);
  const read = { window, kind: 'settlement' as const, lagSeconds: settings.settleLagSeconds };
  const { record } = step(
    state,
    { read, gap: false, decoded, ...(traces ? { traces } : {}) },
    plan.decisions,
    settings,
  );
  tally.add(record, window, decoded);
  for (const transition of record.transitions) await transitions.write(transitionJson(transition));
  return advance(state, record, plan.decisions, settings);
}

/** Bytes on disk, for the progress bar; files that are not there count nothing. */
async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        (s) => s.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const edgesOf = (state: LineState | undefined): number =>
  [...(state?.baseline.known.keys() ?? [])].filter((key) => splitSubjectKey(key).kind !== 'node').length;

function exitOf(tally: Tally, state: LineState | undefined): ExitCode {
  const firing = state?.open.findings.some((finding) => finding.status === 'firing') ?? false;
  return highest(
    firing ? exits.no : exits.done,
    tally.linesLeftOut > 0 || tally.windows === 0 ? exits.partial : exits.done,
    tally.unreadable > 0 ? exits.failed : exits.done,
  );
}
