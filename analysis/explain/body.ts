import type { Alert } from './alert';
import { storyOf } from './story';
import { traceUrl } from './surroundings';
import { wrap } from './words';

const width = 76;

/** The text under the subject line of a mail, in the order in which a reader needs it. */
export function bodyOf(alert: Alert): string {
  const story = storyOf(alert);
  const { others } = story;
  const blocks = [
    [wrap(story.sentence, width)],
    story.fields.map(([name, text]) => wrap(`${`${name}:`.padEnd(11)}${text}`, width, 11)),
    ...(others ? [[others.title, ...others.items.map(item)]] : []),
    ...(alert.stage === 'resolved' ? [] : [['Example traces', ...traceLines(alert)]]),
    ...(story.steps.length > 0 ? [['What to do', ...story.steps.map(item)]] : []),
    ...(story.unseen.length > 0 ? [['What we cannot see here', ...story.unseen.map(item)]] : []),
    story.ids,
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const item = (text: string): string => wrap(`- ${text}`, width, 2);

const traceLines = ({ around: { scope, traces, noTraces } }: Alert): string[] =>
  traces.length === 0 ? [item(noTraces)] : traces.map((id) => traceUrl(scope, id) ?? id);
