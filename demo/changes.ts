import type { DependencyCall, Latency, Operation, Service, ServiceId, System } from './system/shape';

/** A way in which the system comes to behave differently; it gives a changed copy. */
export type Change = (system: System) => System;

/** Rewrites the calls of one operation, wherever they are made. */
export function changingCalls(
  operation: Operation,
  change: (call: DependencyCall) => DependencyCall,
): Change {
  return (system) =>
    mapServices(system, (service) => ({
      ...service,
      calls: service.calls.map((call) =>
        call.kind === 'dependency' && call.operation === operation ? change(call) : call,
      ),
    }));
}

/** Makes the calls of one operation take so many times as long. */
export function slowerCalls(operation: Operation, factor: number): Change {
  return changingCalls(operation, (call) => ({ ...call, latency: times(call.latency, factor) }));
}

/** Makes every service's own computing take so many times as long, as just after a deploy. */
export function slowerWork(factor: number): Change {
  return (system) => mapServices(system, (service) => ({ ...service, work: times(service.work, factor) }));
}

/** Lets one service make a further call at the end of its work. */
export function addingCall(service: ServiceId, call: DependencyCall): Change {
  return (system) => {
    const changed = system.services[service];
    return {
      ...system,
      services: { ...system.services, [service]: { ...changed, calls: [...changed.calls, call] } },
    };
  };
}

function mapServices(system: System, change: (service: Service) => Service): System {
  const { authorizer, createOrder, listOrders, payments } = system.services;
  return {
    ...system,
    services: {
      authorizer: change(authorizer),
      createOrder: change(createOrder),
      listOrders: change(listOrders),
      payments: change(payments),
    },
  };
}

function times(latency: Latency, factor: number): Latency {
  return { ...latency, medianSeconds: latency.medianSeconds * factor };
}
