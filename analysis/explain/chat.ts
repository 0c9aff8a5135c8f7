import type { Message } from '../model/record';
import { type Alert, tellingId } from './alert';
import { attributesOf } from './attributes';
import { shortened } from './fitting';
import { subjectLine } from './message';
import { type Story, storyOf } from './story';
import { placeOf, statusOf, traceUrl } from './surroundings';

/** Characters; the service says only that there are limits. */
export const chatLimits = { title: 250, description: 8_000, nextStep: 350 } as const;

/**
 * An alert as a custom notification of Amazon Q Developer in chat applications. All that is told under one key goes
 * into one thread. The buttons' commands take their variables from `additionalContext`; an incident that is over has
 * none.
 * Source: Amazon Q Developer in chat applications, administrator guide, custom notifications.
 */
export function chatMessage(alert: Alert): Message {
  const id = `${tellingId(alert)}-chat`;
  const subject = subjectLine(alert);
  const story = storyOf(alert);
  const notification = {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title: line(subject, chatLimits.title),
      description: descriptionOf(alert, story),
      ...(story.steps.length > 0
        ? { nextSteps: story.steps.map((step) => line(step, chatLimits.nextStep)) }
        : {}),
      keywords: [alert.incident.severity, alert.lead.kind, statusOf(alert.stage)],
    },
    metadata: {
      threadId: alert.incident.key,
      summary: line(story.sentence, chatLimits.title),
      eventType: statusOf(alert.stage),
      additionalContext: contextOf(alert),
      enableCustomActions: alert.stage !== 'resolved' && !alert.around.test,
    },
  };
  return { id, topic: 'chat', subject, body: JSON.stringify(notification), attributes: attributesOf(alert) };
}

/** What the buttons' commands may name; `of` says whom a decision is about: scope and incident. */
function contextOf({ incident, lead, stage, around }: Alert): Readonly<Record<string, string>> {
  const { region } = placeOf(around.scope);
  return {
    incident: incident.id,
    finding: lead.id,
    severity: incident.severity,
    ...(stage === 'resolved' ? {} : { of: `${around.scope}#${incident.id}` }),
    ...(stage !== 'resolved' && lead.kind.startsWith('new-') ? { novel: 'true' } : {}),
    ...(region ? { region } : {}),
  };
}

function descriptionOf({ stage, around }: Alert, story: Story): string {
  const { scope, traces, noTraces } = around;
  const examples = traces.length === 0 ? [noTraces] : traces.map((id) => traceUrl(scope, id) ?? id);
  return fitted([
    plain(story.sentence),
    '',
    ...story.fields.map(([name, text]) => `*${name}:* ${plain(text)}`),
    ...(story.others ? section(story.others.title, story.others.items) : []),
    ...(stage === 'resolved' ? [] : section('Example traces', examples)),
    ...(story.unseen.length > 0 ? section('What we cannot see here', story.unseen) : []),
    '',
    ...story.ids.map(plain),
  ]);
}

const section = (title: string, items: readonly string[]): string[] => [
  '',
  `*${title}*`,
  ...items.map((text) => `• ${plain(text)}`),
];

/** As many whole lines as there is room for, and a last one that counts the others. */
export function fitted(lines: readonly string[]): string {
  const whole = lines.join('\n');
  if (whole.length <= chatLimits.description) return whole;
  const kept: string[] = [];
  for (const next of lines) {
    if ([...kept, next].join('\n').length > chatLimits.description - 60) break;
    kept.push(next);
  }
  return [...kept, `(${lines.length - kept.length} more lines: see the mail)`].join('\n');
}

/** Text on one line that means itself in a chat: no link, and no mention of a person or a channel. */
export const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const line = (text: string, length: number): string => cutEntity(shortened(plain(text), length));

/** A cut never leaves half of `&amp;` behind. */
const cutEntity = (text: string): string => text.replace(/&[a-z]{0,3}\.\.\.$/, '...');
