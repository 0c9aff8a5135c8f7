import { incidentNames, systemDuring } from '../incidents';
import { system as describedSystem } from '../system';
import { drawFailure, drawSeconds } from '../system/choose';
import type { DependencyCall, Operation, System } from '../system/shape';
import { wires } from '../system/wire';
import { serveAsChild } from './child';
import { readText } from './http-call';
import { pause } from './pause';

/** Knows the calls of every incident, for a request that is under way when its incident ends. */
const atItsWorst = systemDuring(describedSystem, new Set(incidentNames));

// The world outside the traced services: partner, database, secret store and the host of the exfiltration.
// Each answers as slowly and as faultily as the description says of the operation it is asked for.
serveAsChild('outside', ({ random, system }) => async (request, response) => {
  await readText(request);
  const operation = operationFor(request.url ?? '');
  const call = findCall(system(), operation) ?? findCall(atItsWorst, operation);
  if (call === undefined) throw new Error(`no service ever calls ${operation}`);
  await pause(drawSeconds(random, call.latency));
  response.writeHead(drawFailure(random, call.failures)?.status ?? 200, {
    'content-type': 'application/json',
  });
  response.end('{"answer":"recorded"}');
});

function operationFor(path: string): Operation {
  for (const operation of Object.keys(wires) as Operation[]) {
    const wire = wires[operation];
    if (path === (wire.kind === 'http' ? wire.path : `/${operation}`)) return operation;
  }
  throw new Error(`outside knows no operation for ${path}`);
}

function findCall(system: System, operation: Operation): DependencyCall | undefined {
  for (const { calls } of Object.values(system.services)) {
    for (const call of calls) if (call.kind === 'dependency' && call.operation === operation) return call;
  }
  return undefined;
}
