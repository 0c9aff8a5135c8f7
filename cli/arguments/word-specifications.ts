import type { DecideCommand } from '../command';
import { access, memory, settings } from './common-options';
import type { CommandSpecification } from './specification';

const word = {
  reason: { value: 'TEXT', required: true, text: 'why; kept with the decision for ever' },
  function: {
    value: 'NAME',
    text: 'decide Lambda that takes it, where one is deployed; not with --store or --table',
  },
  ...access,
  ...memory,
  settings,
  json: { text: 'the decision as JSON on standard output' },
} as const;
const target = {
  name: 'TARGET...',
  text: "a finding or incident by its id, a call as 'caller -> callee', a service by its name",
} as const;
const later = 'It takes effect with the next window that is read, and is kept with who, when and why.';

/** The commands by which people decide. */
export const wordSpecifications: Readonly<Record<DecideCommand['command'], CommandSpecification>> = {
  approve: {
    summary: 'make a new call or service part of the norm',
    positional: target,
    options: word,
    about: [
      'Ends the findings on it. Its rates and latencies are judged once they were learned; worse still alerts.',
      'A call that nobody has seen yet is named by its whole key, name|type|account>name|type|account.',
      later,
    ],
    examples: [
      "tracenorm approve 'checkout -> api.example.net' --reason 'release 12' --store .tracenorm",
      'tracenorm approve 16cee9439da047ff --reason "payment provider moved" --table tracenorm',
    ],
  },
  deny: {
    summary: 'make every sighting of a call or service a critical alert',
    positional: target,
    options: word,
    about: ['No learning range lifts it; it holds until the call itself is approved.', later],
    examples: ["tracenorm deny 'report -> paste.example.net' --reason 'not ours' --store .tracenorm"],
  },
  benign: {
    summary: 'take a lasting new level for the norm at once',
    positional: target,
    options: word,
    about: [
      'Ends the findings on it; the levels of these calls and services are learned anew from the next window on.',
      later,
    ],
    examples: ["tracenorm benign 8137af3593981dd2 --reason 'campaign until spring' --store .tracenorm"],
  },
  ack: {
    summary: 'say that somebody is at it: ends reminders',
    positional: target,
    options: word,
    about: ['Ends nothing else: the incident goes on, becomes worse, and is told when it ends.', later],
    examples: ["tracenorm ack 8137af3593981dd2 --reason 'ana is looking' --store .tracenorm"],
  },
  mute: {
    summary: 'tell nobody of something for a time',
    positional: target,
    options: {
      for: { value: 'TIME', text: 'how long from now: 30m, 24h, 7d; without --to' },
      from: { value: 'T', text: 'when it begins, ISO 8601 or epoch seconds; without it now' },
      to: { value: 'T', text: 'when it ends' },
      every: { value: 'PERIOD', text: 'comes back every day or week (or 12h, 14d), until it is unmuted' },
      ...word,
    },
    about: [
      'What is muted is judged as ever. When the time is up, all that was kept back is told in one message.',
      'An incident is kept back when everything in it is muted.',
      later,
    ],
    examples: [
      "tracenorm mute checkout --for 7d --reason 'load test' --store .tracenorm",
      'tracenorm mute orders --from 2026-12-05 --to 2026-12-06 --every week --reason upkeep --table tracenorm',
    ],
  },
  unmute: {
    summary: 'end a mute before its time',
    positional: { name: 'MUTE', text: 'its id, as tracenorm decisions lists it' },
    options: word,
    about: [later],
    examples: ["tracenorm unmute 3b7e0b6c1fd2a981 --reason 'test is over' --store .tracenorm"],
  },
  rebase: {
    summary: 'let levels begin anew: what was before no longer counts',
    positional: { ...target, name: '[TARGET...]' },
    options: { all: { text: 'everything in the scope, instead of a target' }, ...word },
    about: [
      'Known calls stay known; open findings on it resolve as rebased; frozen references restart.',
      'Until enough windows were learned again, its levels are answered as learning.',
      later,
    ],
    examples: [
      "tracenorm rebase orders --reason 'moved to a faster table' --store .tracenorm",
      "tracenorm rebase --all --reason 'new region' --store .tracenorm",
    ],
  },
};
