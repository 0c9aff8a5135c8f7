import { judgeNorm } from './norm';

/** Judges systems in a process of its own: `norm-process.ts FIRST_SEED SIZE`, the size as JSON; writes what was told. */
const [firstSeed = '1', size = '{}'] = process.argv.slice(2);
process.stdout.write(JSON.stringify([...judgeNorm(JSON.parse(size), Number(firstSeed))]));
