import type { DependencyCall, Latency, Operation, ServiceCall, ServiceId, System } from './system/shape';

/**
 * The sample system, described once: a small shop behind an API.
 * The history generator simulates this description and the live services act it out, so both show the same norm.
 */
export const system: System = {
  stage: { node: 'stage', work: taking(0.012, 0.3) },
  routes: [
    { method: 'POST', path: '/orders', share: 0.35, service: 'createOrder' },
    { method: 'GET', path: '/orders', share: 0.65, service: 'listOrders' },
  ],
  unknownKeyShare: 0.01,
  services: {
    authorizer: {
      node: 'authorizer',
      front: { node: 'authorizerFront', overhead: taking(0.012, 0.4) },
      work: taking(0.016, 0.3),
      calls: [
        on('lookUpKey', { target: 'apiKeys', probability: 0.9, latency: taking(0.045, 0.35, 0.01, 5) }),
      ],
      answer: 200,
    },
    createOrder: {
      node: 'createOrder',
      front: { node: 'createOrderFront', overhead: taking(0.014, 0.4) },
      work: taking(0.06, 0.3),
      calls: [
        on('readSecret', { target: 'secrets', probability: 0.15, latency: taking(0.055, 0.3, 0.01, 4) }),
        through('payments'),
        on('putOrder', {
          target: 'orders',
          probability: 1,
          latency: taking(0.055, 0.35, 0.01, 5),
          // A failed condition is the client's mistake, yet the SDK marks every failed AWS call as a fault.
          failures: [{ probability: 0.004, status: 400, outcome: 'fault', answer: 409 }],
        }),
      ],
      answer: 201,
    },
    listOrders: {
      node: 'listOrders',
      front: { node: 'listOrdersFront', overhead: taking(0.013, 0.4) },
      work: taking(0.04, 0.3),
      calls: [
        on('readSecret', { target: 'secrets', probability: 0.05, latency: taking(0.055, 0.3, 0.01, 4) }),
        on('queryOrders', { target: 'orders', probability: 1, latency: taking(0.065, 0.35, 0.01, 5) }),
        on('selectHistory', {
          target: 'database',
          probability: 0.5,
          latency: taking(0.09, 0.5, 0.015, 5),
          failures: [{ probability: 0.003, status: 500, outcome: 'fault', answer: 502 }],
        }),
      ],
      answer: 200,
    },
    payments: {
      node: 'payments',
      work: taking(0.045, 0.3),
      calls: [
        on('charge', {
          target: 'partner',
          probability: 1,
          latency: taking(0.15, 0.4, 0.01, 5),
          failures: [
            { probability: 0.012, status: 402, outcome: 'error', answer: 402 },
            { probability: 0.003, status: 429, outcome: 'throttle', answer: 429 },
            { probability: 0.004, status: 503, outcome: 'fault', answer: 502 },
          ],
        }),
        on('insertPayment', {
          target: 'database',
          probability: 0.9,
          latency: taking(0.05, 0.4, 0.01, 5),
          failures: [{ probability: 0.002, status: 500, outcome: 'fault', answer: 502 }],
        }),
      ],
      answer: 200,
    },
  },
};

/** Describes a duration: its median in seconds, its spread, and how often and how far it strays. */
function taking(medianSeconds: number, sigma: number, tailProbability = 0, tailFactor = 1): Latency {
  return { medianSeconds, sigma, tailProbability, tailFactor };
}

type Dependency = Omit<DependencyCall, 'kind' | 'operation' | 'failures'> &
  Partial<Pick<DependencyCall, 'failures'>>;

function on(operation: Operation, { failures = [], ...call }: Dependency): DependencyCall {
  return { kind: 'dependency', operation, failures, ...call };
}

function through(service: ServiceId): ServiceCall {
  return { kind: 'service', service, probability: 1 };
}
