/**
 * One suite for X-Ray Local and for AWS X-Ray: the same cases, the same assertions, the same real SDK client.
 *
 *   npm run conformance             against X-Ray Local; part of `npm test`
 *   REMOTE=1 npm run conformance    against the X-Ray of the credentials and region in the environment
 *
 * A remote run wants an account without Transaction Search, best a quiet one: summaries and traces that are scanned
 * are paid. It sends about 150 traces under names of its own, makes and deletes five groups and three sampling rules,
 * and changes nothing else. Each file says at its head how many requests it makes where nothing has to be waited
 * for, some 310 together; every wait adds a dozen at most. A run takes about ten minutes and less than a cent.
 */
import type { Behaviour } from './behaviour';
import { openService, type TestedService, testedKind } from './service';
import { LONGEST_CASE_MS } from './settle';
import { titleOf, Verdicts } from './verdicts';

/** Makes an area's behaviours tests. Assumptions stand in a block of their own; see `Claim.assumed`. */
export function conforms(area: string, behaviours: readonly Behaviour[]): void {
  const kind = testedKind();
  const verdicts = new Verdicts();
  describe(`${area} (${kind === 'local' ? 'X-Ray Local' : 'AWS X-Ray'})`, () => {
    let service: TestedService | undefined;
    beforeAll(async () => {
      service = await openService();
    }, LONGEST_CASE_MS);
    afterAll(async () => {
      process.stderr.write(verdicts.report(area));
      await service?.close();
    }, LONGEST_CASE_MS);

    const define = (one: Behaviour) => {
      if (one.localOnly !== undefined && kind === 'remote') {
        // Printed here, because hooks are not called where every case is skipped.
        process.stderr.write(`${area}: only tested locally, because ${one.localOnly}: ${one.behaviour}\n`);
        test.skip(titleOf(one), () => undefined);
        return;
      }
      const judged = () => (service ? verdicts.judge(one, service) : Promise.reject(new Error('no service')));
      test(titleOf(one), judged, LONGEST_CASE_MS);
    };
    behaviours.filter((one) => !one.assumed).forEach(define);
    const assumptions = behaviours.filter((one) => one.assumed);
    if (assumptions.length > 0) describe('assumed', () => assumptions.forEach(define));
  });
}
