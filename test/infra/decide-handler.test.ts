import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseSettings } from '../../functions/settings';
import { World } from '../functions/watch/world';
import { synthesisedHandler } from './support/synthesise';

const scope = '111122223333/eu-west-1/Default';

const run = promisify(execFile);
/** Runs a handler as Lambda does, in a process that has the given environment only, and writes what it answers. */
const runner =
  'require(process.argv[1]).handler(...JSON.parse(process.argv[2])).then((answer) => console.log(JSON.stringify(answer)))';

describe('The bundled decide function', () => {
  const world = new World(['none']);
  const context = {
    awsRequestId: 'request-1',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:decide',
  };
  let handler: (event: object, context: object) => Promise<object>;

  beforeAll(async () => {
    await world.open();
    const endpoint = await world.dynamodb().config.endpoint?.();
    const env = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_DYNAMODB: `http://${endpoint?.hostname}:${endpoint?.port}`,
      TRACENORM_TABLE: await world.table('decide'),
    };
    const bundle = synthesisedHandler('Decider');
    handler = async (...given) => {
      const args = ['-e', runner, bundle, JSON.stringify(given)];
      return JSON.parse((await run(process.execPath, args, { env })).stdout);
    };
  }, 60_000);
  afterAll(() => world.close());

  const memory = () => world.ports({ ...parseSettings({}), scope }, 'decide').memory;
  const edge = 'shop|AWS::ECS::Fargate|>pay|remote|';
  const approve = { verb: 'approve', targets: [edge], reason: 'ours', by: 'arn:aws:iam::1:user/ana' };

  test('takes a decision in the scope of its own account and Region, and a retried one once', async () => {
    expect(await handler(approve, context)).toMatchObject({ status: 'taken' });
    expect(await handler(approve, context)).toMatchObject({ status: 'repeated' });
    expect(await memory().decisions()).toMatchObject([
      { verb: 'approve', by: approve.by, request: 'request-1', about: { subjects: [edge] } },
    ]);
  });

  test('answers what it cannot take with every mistake', async () => {
    expect(await handler({ verb: 'approve' }, { ...context, awsRequestId: 'r-2' })).toEqual({
      status: 'refused',
      mistakes: [
        "targets must be 1 to 100 texts: a finding, an incident, 'caller -> callee', a service",
        'reason must be a text of 1 to 2000 characters, got nothing',
        'by must be a text of 1 to 2000 characters, got nothing',
      ],
    });
  });
});
