import { type About, type Decision, isRange } from '../analysis/model/decision';
import { serviceOfKey } from '../analysis/model/service';
import { splitSubjectKey } from '../analysis/model/subject';
import { iso, windowText } from '../analysis/model/window';

/** A decision on one line: when, id, verb, what about, who and why. */
export const decisionWords = (decision: Decision): string =>
  `${iso(Math.floor(decision.at))}  ${decision.id}  ${whatOf(decision)}  by ${decision.by}${decision.via === 'chat' ? ' (through chat, person unknown)' : ''}: ${decision.reason}`;

function whatOf(decision: Decision): string {
  if (isRange(decision)) return `${decision.verb} ${windowText(decision.range)}`;
  if (decision.verb === 'unmute') return `unmute ${decision.mute}`;
  const about = aboutWords(decision.about);
  if (decision.verb !== 'mute') return `${decision.verb} ${about}`;
  const { period, everySeconds } = decision;
  const again = everySeconds === undefined ? '' : `, every ${everySeconds / 3_600} h`;
  return `mute ${about} from ${iso(Math.floor(period.start))} to ${iso(Math.floor(period.end))}${again}`;
}

function aboutWords({ subjects, services, findings, all }: About): string {
  if (all) return 'everything';
  const named = [
    ...subjects.map(subjectWords),
    ...services.map((service) => serviceOfKey(service).name),
    ...(subjects.length + services.length === 0 ? findings.map((key) => `finding ${key}`) : []),
  ];
  const more = named.length - 3;
  return `${named.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export function subjectWords(subject: string): string {
  const { source, target } = splitSubjectKey(subject);
  const callee = serviceOfKey(target).name;
  return source === undefined ? callee : `${serviceOfKey(source).name} -> ${callee}`;
}
