import type { Random } from '../random';
import { drawSeconds } from '../system/choose';
import type { DependencyCall, Operation, Service, ServiceCall } from '../system/shape';
import { pause } from './pause';

/** How a service really makes its calls: each way gives the HTTP status of the answer. */
export interface Ways {
  readonly dependency: (operation: Operation, call: DependencyCall) => Promise<number>;
  readonly service: (call: ServiceCall) => Promise<number>;
}

/**
 * Plays a service's part for one request in real time: works, calls, works, and gives the status of its answer.
 * The live twin of the generator's simulation; both follow one description.
 */
export async function act(random: Random, service: Service, ways: Ways): Promise<number> {
  const half = drawSeconds(random, service.work) / 2;
  await pause(half);
  let answer = service.answer;
  for (const call of service.calls) {
    if (random() >= call.probability) continue;
    const status =
      call.kind === 'service' ? await ways.service(call) : await ways.dependency(call.operation, call);
    if (status >= 400) {
      answer = answerTo(call, status);
      break;
    }
  }
  await pause(half);
  return answer;
}

function answerTo(call: DependencyCall | ServiceCall, status: number): number {
  if (call.kind === 'service') return status;
  return call.failures.find((failure) => failure.status === status)?.answer ?? status;
}
