import type { Finding } from '../model/finding';
import { serviceOfKey } from '../model/service';
import type { NewShape } from '../model/trace-shape';
import { number, quantity, service, shortName } from './words';

/** Services of a combination named at most. */
const mostNamed = 8;

/** What the requests of an entry point do that none did, in a few words: `touches paste.example.net`. */
export const shapeWords = (shape: NewShape | undefined): string =>
  shape?.service === undefined
    ? 'touches a new combination of services'
    : `touches ${shortName(serviceOfKey(shape.service))}`;

/** What happened, in one sentence. */
export function newShapeSentence({ target, shape }: Finding): string {
  const requests = `Requests that enter at ${service(target)} now touch`;
  if (shape?.service !== undefined)
    return `${requests} ${service(serviceOfKey(shape.service))}, which none of the requests learned from touched.`;
  return `${requests} a combination of services that none of the requests learned from touched: ${combination(shape)}.`;
}

function combination(shape: NewShape | undefined): string {
  const names = (shape?.services ?? []).map((key) => shortName(serviceOfKey(key)));
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `${names.slice(0, mostNamed).join(', ')}${more}`;
}

/** How many of the sampled traces showed it, and how many before. */
export function shapeCounts({ shape, observed }: Finding): string {
  const now = `${observed.value} of ${quantity(observed.count, 'traces')} sampled in this window`;
  if (shape === undefined) return `${now}.`;
  const { before, earlier } = shape;
  const then =
    earlier > 0
      ? `${earlier} of the ${quantity(before, 'traces')}`
      : `none of the ${quantity(before, 'traces')}`;
  return `${now}; ${then} sampled before.`;
}

/** What to do next. */
export function shapeSteps({ target, shape }: Finding): readonly string[] {
  const entry = shortName(target);
  return shape?.service === undefined
    ? [`Open a trace above: which call of ${entry}, or of what it calls, was added?`]
    : [
        `Open a trace above and follow it from ${entry} to ${shortName(serviceOfKey(shape.service))}: which call leads there?`,
        `Ask what was deployed last on that path, and whether requests of ${entry} have business there.`,
      ];
}

/** What cannot be seen of the requests of an entry point: the unseen mass, and what is not asked. */
export function unseenShapeSentences({ target, shape }: Finding): readonly string[] {
  if (shape === undefined) return [];
  const { unseenMass, before, sampled } = shape;
  const entry = shortName(target);
  return [
    `By the ${quantity(before, 'traces')} sampled before, about one trace of ${entry} in ${number(Math.floor(1 / unseenMass))} touches services in a way never seen, though nothing changed; ${sampled} were looked at in this window.`,
    `Requests of ${entry} that touch fewer services than before are not reported: one that fails touches fewer.`,
  ];
}
