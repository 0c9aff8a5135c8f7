import { environmentNames, parseSettings } from '../../../functions/settings';
import { T0, type Trouble, windowLength } from '../../functions/watch/recorded-system';
import { World } from '../../functions/watch/world';
import { type Lambda, startLambda } from './lambda';

/** Windows that teach, before the first that is judged. */
export const learned = 12;
export const scope = '111122223333/eu-west-1/Default';
export const topics = {
  alerts: 'arn:aws:sns:eu-west-1:111122223333:alerts',
  operations: 'arn:aws:sns:eu-west-1:111122223333:operations',
  chat: 'arn:aws:sns:eu-west-1:111122223333:chat',
  machine: 'arn:aws:sns:eu-west-1:111122223333:machine',
};

/** Calm while it teaches and one window more; then, for one window, a call to a host nobody called before. */
export const troubles: readonly Trouble[] = [
  ...Array.from({ length: learned + 1 }, () => 'none' as const),
  'exfiltration',
  ...Array.from({ length: 6 }, () => 'none' as const),
];

const settings = {
  environment: 'test',
  bootstrapSeconds: learned * windowLength,
  learnAtMostSeconds: learned * windowLength,
  minimumWindows: 8,
  forgetNewAfterWindows: 2,
  presenceLagsSeconds: [60, 600],
};
/** What Lambda itself puts into every function's environment. */
const account = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

/** The bundle deployed into a world of emulators: each deployment has a process and a table of its own. */
export class Deployments {
  readonly world = new World(troubles);
  readonly #bundle: string;
  readonly #begun: Lambda[] = [];

  constructor(bundle: string) {
    this.#bundle = bundle;
  }

  /** A process with nothing in its environment but what Lambda puts there, and the given variables. */
  start(variables: Readonly<Record<string, string>>): Lambda {
    const lambda = startLambda(this.#bundle, { ...account, ...variables });
    this.#begun.push(lambda);
    return lambda;
  }

  /** A process with the stack's environment, the emulators' addresses, and more variables. */
  async deploy(table: string, more: Readonly<Record<string, string>> = {}): Promise<Lambda> {
    return this.start({
      AWS_ENDPOINT_URL_XRAY: addressOf(this.world.xray),
      AWS_ENDPOINT_URL_SNS: addressOf(this.world.sns),
      AWS_ENDPOINT_URL_DYNAMODB: await dynamodbOf(this.world),
      [environmentNames.table]: await this.world.table(table),
      [environmentNames.alertTopic]: topics.alerts,
      [environmentNames.operationsTopic]: topics.operations,
      [environmentNames.settings]: JSON.stringify(settings),
      ...more,
    });
  }

  /** One run at the time a window is settled; resolves to why it failed, or to undefined. */
  runAt(lambda: Lambda, window: number): Promise<string | undefined> {
    this.world.now = T0 + (window + 1) * windowLength + 181;
    return lambda.run({ scope, now: this.world.now });
  }

  /** What stands in the outbox of a table. */
  unsent(table: string) {
    return this.world.ports(parseSettings({ ...settings, scope }), table).memory.unsent();
  }

  async close(): Promise<void> {
    await Promise.all(this.#begun.map((lambda) => lambda.end()));
    await this.world.close();
  }
}

function addressOf(server: World['xray'] | World['sns']): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return `http://127.0.0.1:${address.port}`;
}

/** The address that the world's own client goes to. */
async function dynamodbOf(world: World): Promise<string> {
  const endpoint = await world.dynamodb().config.endpoint?.();
  if (endpoint === undefined) throw new Error("the world's client has no endpoint");
  return `http://${endpoint.hostname}:${endpoint.port}`;
}
