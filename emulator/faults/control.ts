import type { World } from '../operations/operation';
import { ServiceFailure } from '../wire/failure';
import { jsonBody } from '../wire/http';
import { healthOf } from './health';
import { parsePlan } from './parse';
import { noFaults } from './plan';

/** A request about X-Ray Local itself, not to X-Ray. */
interface ControlRequest {
  readonly method: string | undefined;
  readonly path: string;
  readonly body: string;
}

type Answer = (world: World, body: string) => unknown;

const answers: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['GET /_control/health', (world) => healthOf(world)],
  ['GET /_control/faults', ({ faults }) => faults.report()],
  ['PUT /_control/faults', (world, body) => replaced(world, parsePlan(jsonBody(body)))],
  ['DELETE /_control/faults', (world) => replaced(world, noFaults)],
]);

function replaced({ faults }: World, plan: typeof noFaults): unknown {
  faults.replace(plan);
  return faults.report();
}

/**
 * Answers requests under `/_control/`: how things are, and which faults are in force. No fault ever strikes these.
 * Throws a `ServiceFailure`: 400 for a wrong plan, 404 for anything it does not know.
 */
export function control({ method, path, body }: ControlRequest, world: World): unknown {
  const answer = answers.get(`${method} ${path}`);
  if (answer) return answer(world, body);
  const known = [...answers.keys()].join(', ');
  throw new ServiceFailure('NotFound', 404, `There is no ${method} ${path}; there are ${known}`);
}
