import { decidedBaseline } from '../../analysis/decide/decided';
import { dueDecisions } from '../../analysis/decide/due';
import { hashOf } from '../../analysis/model/identity';
import { type Difference, differences, wordsFor } from '../../analysis/review/differences';
import { type ReviewedBaseline, reviewed } from '../../analysis/review/reviewed';
import { dynamoMemory } from '../../functions/adapters/dynamodb/memory';
import type { Memory } from '../../functions/watch/ports';
import { recall } from '../../functions/watch/recall';
import { baselineText, readBaselineFile } from '../baseline-file';
import type { BaselineCommand } from '../command';
import { subjectWords } from '../decision-text';
import { type ExitCode, exits } from '../exit';
import type { Io } from '../io';
import { withMemory } from '../scoped-memory';
import { whoDecides } from '../who';

/** Writes the baseline for review, compares it with a reviewed file, or decides what the file says. */
export async function baseline(command: BaselineCommand, io: Io): Promise<ExitCode> {
  const file = command.file === undefined ? undefined : await readBaselineFile(command.file);
  return withMemory(command, io, async (props, settings) => {
    const memory = dynamoMemory(props);
    const stored = await asDecided(memory, settings, io.now());
    if (file === undefined) {
      await io.out(baselineText(stored));
      return exits.done;
    }
    const found = differences(file, stored);
    return command.action === 'check' ? told(found, command, io) : imported(command, { memory, found, io });
  });
}

/** What is stored, with the decisions that no window has put into effect yet. */
async function asDecided(
  memory: Memory,
  settings: Parameters<typeof recall>[1],
  now: number,
): Promise<ReviewedBaseline> {
  const { state, decisions } = await recall(memory, settings, now);
  const due = dueDecisions(state.baseline, decisions);
  return reviewed(settings.scope, decidedBaseline(state.baseline, due, now), decisions);
}

async function told(found: readonly Difference[], { json }: BaselineCommand, io: Io): Promise<ExitCode> {
  for (const one of found) await io.out(`${json ? JSON.stringify(one) : line(one)}\n`);
  return found.length > 0 ? exits.no : exits.done;
}

const line = ({ subject, file, stored }: Difference): string =>
  `${subjectWords(subject)}: ${file ?? 'absent'} in the file, ${stored ?? 'absent'} in the memory  (${subject})`;

async function imported(
  command: BaselineCommand,
  { memory, found, io }: { memory: Memory; found: readonly Difference[]; io: Io },
): Promise<ExitCode> {
  const by = await whoDecides(command, command.table === undefined);
  const reason = command.reason ?? `import of ${command.file}`;
  const at = io.now();
  const words = wordsFor(found);
  for (const verb of ['approve', 'deny'] as const) {
    const subjects = words[verb];
    if (subjects.length === 0) continue;
    const id = hashOf('import', verb, at, ...subjects);
    await memory.decide({ id, verb, about: { subjects, services: [], findings: [] }, by, at, reason });
    for (const subject of subjects) await io.out(`${verb} ${subjectWords(subject)}\n`);
  }
  const left = found.length - words.approve.length - words.deny.length;
  if (left > 0) io.say(`left as they are, and listed by tracenorm baseline check: ${left}`);
  if (words.approve.length + words.deny.length === 0) io.say('there is nothing to decide');
  return exits.done;
}
