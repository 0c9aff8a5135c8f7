import { dynamoMemory } from '../../../../functions/adapters/dynamodb/memory';
import { openStore } from '../../../../functions/adapters/store/open-store';

/** A process that opens a store, says so in a line of JSON, and does what its standard input says, a line each. */
async function main(dir: string): Promise<void> {
  const store = await openStore(dir);
  const memory = dynamoMemory({
    client: store.client,
    table: store.table,
    scope: 'child',
    ledgerDays: 35,
    findingDays: 400,
    now: () => 1_700_000_000,
  });
  say({ opened: store.endpoint, served: store.served });
  for await (const line of process.stdin) {
    for (const word of String(line).split('\n').filter(Boolean)) {
      if (word === 'close') return store.close();
      try {
        if (word !== 'read') await memory.decide({ ...decision, id: word });
        say({ ids: (await memory.decisions()).map(({ id }) => id) });
      } catch (error) {
        say({ error: (error as Error).name, message: (error as Error).message });
      }
    }
  }
}

const decision = {
  verb: 'learn',
  range: { start: 0, end: 1 },
  by: 'child',
  at: 0,
  reason: 'test',
} as const;

const say = (answer: object): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};

main(process.argv[2] ?? '').catch((error: Error) => {
  say({ error: error.name, message: error.message });
  process.exitCode = 1;
});
