import { type ClockSettings, parseClockSettings } from '../clock';
import { type IncidentName, isIncidentName } from '../incidents';

/** Names of the processes of the live system. */
export const processNames = ['gateway', 'functions', 'payments', 'outside'] as const;

export type ProcessName = (typeof processNames)[number];

/** The loopback port of each process. */
export type Ports = Readonly<Record<ProcessName, number>>;

/** What the parent tells its children. */
export type ToChild =
  | { readonly kind: 'begin'; readonly ports: Ports; readonly clock: ClockSettings }
  | { readonly kind: 'incidents'; readonly active: readonly IncidentName[] };

/** What a child tells its parent: where it listens, or that it did as told. */
export type ToParent = { readonly kind: 'listening'; readonly port: number } | { readonly kind: 'done' };

/** Reads a message of the parent; anything else is undefined. */
export function parseToChild(message: unknown): ToChild | undefined {
  const { kind, ports, clock, active } = fieldsOf(message);
  if (kind === 'incidents' && Array.isArray(active)) return { kind, active: active.filter(isIncidentName) };
  const settings = parseClockSettings(clock);
  if (kind !== 'begin' || settings === undefined) return undefined;
  const { gateway, functions, payments, outside } = fieldsOf(ports);
  const read = [gateway, functions, payments, outside].map(Number);
  if (!read.every((port) => port > 0)) return undefined;
  const [gatewayPort = 0, functionsPort = 0, paymentsPort = 0, outsidePort = 0] = read;
  const known = {
    gateway: gatewayPort,
    functions: functionsPort,
    payments: paymentsPort,
    outside: outsidePort,
  };
  return { kind, ports: known, clock: settings };
}

/** Reads a message of a child; anything else is undefined. */
export function parseToParent(message: unknown): ToParent | undefined {
  const { kind, port } = fieldsOf(message);
  if (kind === 'done') return { kind };
  return kind === 'listening' && typeof port === 'number' ? { kind, port } : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
