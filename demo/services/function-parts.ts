import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Random } from '../random';
import type { DependencyCall, Operation, ServiceId } from '../system/shape';
import { act } from './act';
import type { Surroundings } from './child';
import { callPayments } from './dependencies';
import type { Invocation } from './invocation';
import { customers } from './tables';

/** What every function works with. */
export interface FunctionParts {
  readonly around: Surroundings;
  readonly random: Random;
  readonly tables: DynamoDBClient;
}

/** How a function does each thing it can be described to do; each gives the HTTP status of the answer. */
export type Doings = Partial<Record<Operation, (call: DependencyCall) => Promise<number>>>;

/** What a function throws when something it depends on failed: it ends as a fault, and the client gets the status. */
export class DependencyFailed extends Error {
  readonly answer: number;

  constructor(answer: number) {
    super(`a dependency failed, the client gets ${answer}`);
    this.name = 'DependencyFailed';
    this.answer = answer;
  }
}

/**
 * Plays a function's part as described and gives the status for the client.
 * @throws DependencyFailed when that status is 500 or more
 */
export async function answering(parts: FunctionParts, service: ServiceId, doings: Doings): Promise<number> {
  const answer = await act(parts.random, parts.around.system().services[service], {
    dependency: (operation, call) => {
      const doing = doings[operation];
      if (doing === undefined) throw new Error(`${service} does not know how to do ${operation}`);
      return doing(call);
    },
    service: () => callPayments(parts.around, {}),
  });
  if (answer >= 500) throw new DependencyFailed(answer);
  return answer;
}

/** The customer of an order, or the first one when the event names none. */
export function customerIn({ order }: Invocation): string {
  const named =
    typeof order === 'object' && order !== null && 'customer' in order ? String(order.customer) : '';
  return customers.includes(named) ? named : (customers[0] ?? '');
}
