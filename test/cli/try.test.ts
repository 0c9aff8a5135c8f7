import { tracenorm } from './support/binary';
import { ago, recordedDay } from './support/recorded-day';

test('x', async () => {
  const day = await recordedDay({ newcomerSeconds: 1200 });
  const store = day.store();
  let t = Date.now();
  const a = ['--store', store, '--json'];
  const b = await tracenorm(['backfill', '--days', '1', ...a], { ...day.environment, ...ago(1800) });
  console.log(Date.now() - t, b.code, b.out, b.err, day.requests());
  t = Date.now();
  const b2 = await tracenorm(['backfill', '--days', '1', ...a], { ...day.environment, ...ago(1800) });
  console.log(Date.now() - t, b2.code, b2.out, b2.err, day.requests());
  t = Date.now();
  const w = await tracenorm(['watch', '--once', ...a], { ...day.environment });
  console.log(Date.now() - t, w.code, w.out, w.err, day.requests());
  await day.close();
});
