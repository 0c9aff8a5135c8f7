import type { Finding, Incident } from '../model/finding';
import { hashOf } from '../model/identity';
import type { Message, Topic } from '../model/record';
import { type Alert, alertOf } from './alert';
import { chatMessage } from './chat';
import { eventMessage } from './event';
import { machineMessage } from './machine';
import { mailMessage } from './message';
import { ocsfMessage } from './ocsf';
import { operationsMessage } from './operations';
import { clock } from './words';

/** When (epoch seconds) and under which scope a sample is sent. */
export interface SampleAt {
  readonly scope: string;
  readonly now: number;
}

/**
 * What is sent to try a channel, in the channel's own format and marked as a test. An event bus gets the end as well,
 * so that no page stays open behind it.
 */
export function sampleMessages(topic: Topic, at: SampleAt): readonly Message[] {
  switch (topic) {
    case 'alerts':
      return [mailMessage(sampleAlert('opened', at))];
    case 'chat':
      return [chatMessage(sampleAlert('opened', at))];
    case 'machine':
      return [machineMessage(sampleAlert('opened', at))];
    case 'ocsf':
      return [ocsfMessage(sampleAlert('opened', at))];
    case 'events':
      return [eventMessage(sampleAlert('opened', at)), eventMessage(sampleAlert('resolved', at))];
    case 'operations':
      return [operationsSample(at)];
  }
}

const operationsSample = ({ scope, now }: SampleAt): Message =>
  operationsMessage(`test-${now}`, '[TEST] tracenorm: words on the watcher arrive here', [
    `This is a test of the channel, sent at ${clock(now)} for ${scope}; nothing happened.`,
    'Here the watcher speaks of itself: what it cannot see, and once a day that it lives.',
  ]);

function sampleAlert(stage: 'opened' | 'resolved', { scope, now }: SampleAt): Alert {
  const key = hashOf('test', scope);
  const shared = {
    revision: 1,
    startsAt: now - 300,
    detectedAt: now,
    severity: 'info',
    confidence: 1,
    status: stage === 'opened' ? 'firing' : 'resolved',
    ...(stage === 'resolved' ? { endsAt: now, resolution: 'not-seen-again' as const } : {}),
  } as const;
  const finding: Finding = {
    ...shared,
    ...sampleFinding,
    key: hashOf('test-finding', scope),
    id: hashOf('test-finding', scope, now),
    incidentId: hashOf(key, now),
  };
  const incident: Incident = {
    ...shared,
    type: 'incident',
    key,
    id: hashOf(key, now),
    findings: [finding.id],
    origins: [],
  };
  return alertOf(
    { incident, findings: [finding], stage },
    {
      scope,
      environment: '',
      traces: [],
      noTraces: 'none: this is a test',
      sampledRequests: 0,
      unseenMass: 0,
      sight: { calls: 0, unjudged: 'this is a test' },
      test: true,
    },
  );
}

const source = { name: 'tracenorm-test' } as const;
const target = { name: 'test.invalid', type: 'remote' } as const;
const sampleFinding = {
  type: 'finding',
  kind: 'new-edge',
  subject: `${source.name}||>${target.name}|${target.type}|`,
  source,
  target,
  observed: { value: 1, unit: 'calls', count: 1 },
  expected: { lower: 0, center: 0, upper: 0, unit: 'calls', windows: 0 },
  score: 0,
  why: 'a test',
  hits: [],
  clean: 0,
  calm: 0,
  age: 1,
} as const;
