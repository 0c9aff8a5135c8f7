import { addingCall, type Change, changingCalls, slowerCalls } from './changes';
import type { System } from './system/shape';

/** The three incidents the demo stages. */
export const incidentNames = ['exfiltration', 'slowPartner', 'staleCache'] as const;

export type IncidentName = (typeof incidentNames)[number];

/** What each incident changes in the system. */
const incidents: Readonly<Record<IncidentName, Change>> = {
  /** `create-order` begins to send data to a host it never called. */
  exfiltration: addingCall('createOrder', {
    kind: 'dependency',
    operation: 'upload',
    target: 'paste',
    probability: 0.8,
    latency: { medianSeconds: 0.12, sigma: 0.3, tailProbability: 0, tailFactor: 1 },
    failures: [],
  }),
  /** The payment partner answers five times as slowly. */
  slowPartner: slowerCalls('charge', 5),
  /** The authorizer no longer asks the table of keys and answers from a cache that nobody refreshes. */
  staleCache: changingCalls('lookUpKey', (call) => ({ ...call, probability: 0 })),
};

/** Tells the name of an incident from any other value. */
export function isIncidentName(value: unknown): value is IncidentName {
  return incidentNames.some((name) => name === value);
}

/** The system as it behaves while the given incidents last. */
export function systemDuring(system: System, active: ReadonlySet<IncidentName>): System {
  return incidentNames
    .filter((name) => active.has(name))
    .reduce((changed, name) => incidents[name](changed), system);
}
