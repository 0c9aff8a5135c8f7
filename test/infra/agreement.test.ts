import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableDefinition } from '../../functions/adapters/dynamodb/table';
import { attributes } from '../../infra/memory';
import { xrayReads } from '../../infra/watcher';
import { statementsOf } from './support/resources';
import { templateFor } from './support/synthesise';

const adapters = join(__dirname, '../../functions/adapters');

/** What runs on one machine only: the local store, and the making of its table, which the stack does in an account. */
const local = /^store\/|create-table\.ts$/;

/** IAM actions of the SDK commands that deployed adapters send. */
function sent(service: string): readonly string[] {
  const sources = readdirSync(adapters, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !local.test(name))
    .map((name) => readFileSync(join(adapters, name), 'utf8'))
    .filter((source) => source.includes(`@aws-sdk/client-${service}`));
  const commands = sources.flatMap((source) => [...source.matchAll(/new ([A-Z]\w+)Command\(/g)]);
  return [...new Set(commands.map(([, command]) => `${service}:${command}`))].sort();
}

describe('Infrastructure and adapters', () => {
  const granted = statementsOf(templateFor({ formats: 'events' }), 'Watcher').flatMap(
    (statement) => statement.actions,
  );
  const ofService = (service: string) => granted.filter((action) => action.startsWith(`${service}:`)).sort();

  test('agree on the names of the key and of the expiry of an item', () => {
    expect(attributes).toEqual({
      partition: tableDefinition.partitionKey,
      sort: tableDefinition.sortKey,
      expiry: tableDefinition.timeToLiveAttribute,
    });
  });

  test('agree on what is done with the table: what is granted is sent, and what is sent is granted', () => {
    expect(ofService('dynamodb')).toEqual(sent('dynamodb'));
  });

  test('agree on what is published', () => {
    expect(['sns:Publish']).toEqual(ofService('sns'));
    expect(['sns:Publish']).toEqual(expect.arrayContaining([...sent('sns')]));
  });

  test('agree on what is put on an event bus', () => {
    expect(ofService('events')).toEqual(['events:PutEvents']);
    expect(sent('eventbridge')).toEqual(['eventbridge:PutEvents']);
  });

  test('agree on what is read of X-Ray', () => {
    expect(xrayReads).toEqual(expect.arrayContaining([...sent('xray')]));
  });
});
