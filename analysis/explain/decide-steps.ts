import type { FindingKind } from '../model/assessment';
import type { Finding, Incident } from '../model/finding';

/** Kinds of which a person says whether they belong; of the others whether their level is the new norm. */
const standings: readonly FindingKind[] = ['new-edge', 'new-node', 'new-shape'];

/** The commands by which a person decides on an incident, the likeliest first. */
export function decideSteps({ id, acknowledged }: Incident, { kind, denied }: Finding): readonly string[] {
  const word = (verb: string): string => `tracenorm ${verb} ${id} --reason WHY`;
  const settled =
    kind === 'rename'
      ? []
      : standings.includes(kind)
        ? [
            `It is meant to be: ${word('approve')}`,
            ...(denied || kind === 'new-shape' ? [] : [`It is not: ${word('deny')}`]),
          ]
        : [`It is the new normal: ${word('benign')}`];
  return [
    ...settled,
    ...(acknowledged ? [] : [`You are at it: ${word('ack')}`]),
    `It is known and may wait: tracenorm mute ${id} --for 24h --reason WHY`,
  ];
}
