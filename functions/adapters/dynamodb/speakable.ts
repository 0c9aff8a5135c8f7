import type { Decisions } from '../../decide/ports';
import { getItems } from './access';
import { appendDecision, loadDecisions } from './decisions';
import { loadFindings } from './findings';
import type { MemoryProps } from './memory';
import { room, type ScopeAccess } from './scope';
import { versions } from './version';

/** A scope's memory as deciding needs it: what was found and seen is read, decisions are appended. */
export function dynamoDecisions(props: MemoryProps): Decisions {
  const access: ScopeAccess = { versions, ...props };
  return {
    speakable: async (limit) => ({
      episodes: await loadFindings(access, limit),
      subjects: await loadSubjects(access),
    }),
    decisions: () => loadDecisions(access),
    decide: (decision) => appendDecision(access, decision),
  };
}

async function loadSubjects(access: ScopeAccess): Promise<readonly string[]> {
  const subjects: string[] = [];
  for await (const item of getItems(access, { pk: room(access, 'KNOWN') }))
    subjects.push(item.text('subject'));
  return subjects;
}
