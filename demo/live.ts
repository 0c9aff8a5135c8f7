import { type Child, startChild } from './children';
import type { MappedClock } from './clock';
import type { IncidentName } from './incidents';
import { type LiveEnvironment, toEnv } from './services/environment';
import { type Ports, type ProcessName, processNames, type ToChild } from './services/messages';
import { prepareTables } from './services/tables';
import { startTraffic } from './traffic';

/** Where the sample system finds X-Ray's daemon (`ip:port`) and DynamoDB, and the seed of its random numbers. */
export type LaunchOptions = LiveEnvironment;

/** The sample system's processes, listening, without clients yet. */
export interface Launched {
  /** Lets the clients come, by this clock. */
  begin(clock: MappedClock): Promise<Live>;
  stop(): Promise<void>;
}

/** The sample system at work under its clients' requests. */
export interface Live {
  /** Ids of its processes. */
  readonly pids: readonly number[];
  /** Requests sent to it so far. */
  sent(): number;
  /** Begins or ends an incident, in every process. */
  set(incident: IncidentName, on: boolean): Promise<void>;
  /** Stops the clients, then the processes. */
  stop(): Promise<void>;
}

/**
 * Starts the sample system's processes and makes its tables, which takes about two seconds.
 * @throws Error when a process ends before it listens
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const [children] = await Promise.all([
    Promise.all(processNames.map((name) => startChild(name, envOf(name, options)))),
    prepareTables(options.dynamoEndpoint),
  ]);
  return {
    begin: (clock) => begin(children, { clock, seed: options.seed }),
    stop: () => stopAll(children),
  };
}

/** Starts the sample system and its clients at once. */
export async function startLive({
  clock,
  ...options
}: LaunchOptions & { clock: MappedClock }): Promise<Live> {
  return (await launch(options)).begin(clock);
}

async function begin(
  children: readonly Child[],
  { clock, seed }: { clock: MappedClock; seed: number },
): Promise<Live> {
  const active = new Set<IncidentName>();
  const ports = portsOf(children);
  await tellAll(children, { kind: 'begin', ports, clock: clock.settings });
  const traffic = startTraffic({ clock, seed, port: ports.gateway });
  return {
    pids: children.map(({ pid }) => pid),
    sent: traffic.sent,
    set: async (incident, on) => {
      if (on) active.add(incident);
      else active.delete(incident);
      await tellAll(children, { kind: 'incidents', active: [...active] });
    },
    stop: async () => {
      await traffic.stop();
      await stopAll(children);
    },
  };
}

/** The functions' process is given what the SDK takes as the sign that it runs in Lambda. */
function envOf(name: ProcessName, options: LaunchOptions): Record<string, string> {
  return name === 'functions' ? { ...toEnv(options), LAMBDA_TASK_ROOT: '/var/task' } : toEnv(options);
}

function portsOf(children: readonly Child[]): Ports {
  const portOf = (name: ProcessName) => children.find((child) => child.name === name)?.port ?? 0;
  return {
    gateway: portOf('gateway'),
    functions: portOf('functions'),
    payments: portOf('payments'),
    outside: portOf('outside'),
  };
}

async function tellAll(children: readonly Child[], message: ToChild): Promise<void> {
  await Promise.all(children.map((child) => child.tell(message)));
}

async function stopAll(children: readonly Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.stop()));
}
