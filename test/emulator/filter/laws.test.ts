import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { outlineOf } from '../../../emulator/traces/facts';
import { parseFilter } from '../../../emulator/traces/filter/filter';
import { IngestedFacts } from '../../../emulator/traces/filter/ingested-facts';
import { recordedFacts } from '../../../emulator/traces/filter/recorded-facts';
import type { TraceFacts } from '../../../emulator/traces/filter/trace-facts';
import { ServiceFailure } from '../../../emulator/wire/failure';
import { anyDocuments } from '../support/arbitraries';
import type { Raw } from '../support/documents';
import { smallStore } from '../support/store';

/** A question of which the answer is known without parsing, as it is written. */
interface Atom {
  readonly text: string;
  readonly holds: (summary: Raw) => boolean;
}

/** Summaries that say something of every type. */
const summary = fc.record({
  HasFault: fc.boolean(),
  HasError: fc.boolean(),
  IsPartial: fc.boolean(),
  Duration: fc.double({ min: 0, max: 3, noNaN: true }),
  Users: fc.array(fc.record({ UserName: fc.constantFrom('', 'a', 'ab', 'b"\\', 'and') }), { maxLength: 2 }),
});
const users = (from: Raw) =>
  (from.Users as readonly { readonly UserName: string }[]).map((user) => user.UserName);

const booleanAtom = fc.constantFrom<Atom>(
  { text: 'fault', holds: ({ HasFault }) => HasFault === true },
  { text: 'error = true', holds: ({ HasError }) => HasError === true },
  { text: 'partial!=true', holds: ({ IsPartial }) => IsPartial !== true },
  { text: 'ok', holds: ({ HasFault, HasError }) => HasFault !== true && HasError !== true },
);
const numberAtom = fc
  .tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), fc.double({ min: -1, max: 4, noNaN: true }))
  .map(([operator, limit]): Atom => {
    const holds = ({ Duration }: Raw) => {
      const duration = Number(Duration);
      if (operator === '=') return duration === limit;
      if (operator === '!=') return duration !== limit;
      const strictly = operator[0] === '<' ? duration < limit : duration > limit;
      return strictly || (operator[1] === '=' && duration === limit);
    };
    return { text: `duration ${operator}${limit}`, holds };
  });
const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
const textAtom = fc
  .tuple(
    fc.constantFrom('CONTAINS', 'BEGINSWITH', 'ENDSWITH', '='),
    fc.constantFrom('', 'a', 'b', '"', '\\', 'and'),
  )
  .map(([operator, wanted]): Atom => {
    const one = (user: string) => {
      if (operator === 'CONTAINS') return user.includes(wanted);
      if (operator === 'BEGINSWITH') return user.startsWith(wanted);
      return operator === '=' ? user === wanted : user.endsWith(wanted);
    };
    return { text: `user ${operator} ${quoted(wanted)}`, holds: (from) => users(from).some(one) };
  });

type Tree =
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'not'; readonly inner: Tree }
  | { readonly kind: 'and' | 'or'; readonly left: Tree; readonly right: Tree; readonly word: string };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(booleanAtom, numberAtom, textAtom).map((atom): Tree => ({ kind: 'atom', atom })),
    tie('tree').map((inner): Tree => ({ kind: 'not', inner })),
    fc
      .tuple(tie('tree'), tie('tree'), fc.constantFrom(' AND ', ' and ', ' ', '\n And '))
      .map(([left, right, word]): Tree => ({ kind: 'and', left, right, word })),
    fc
      .tuple(tie('tree'), tie('tree'), fc.constantFrom(' OR ', ' or '))
      .map(([left, right, word]): Tree => ({ kind: 'or', left, right, word })),
  ),
}));

/** Binds from 0 (OR) to 2 (`!`): what binds looser than its place needs parentheses, and only that gets them. */
function printed(at: Tree, place = 0): string {
  if (at.kind === 'atom') return at.atom.text;
  if (at.kind === 'not') return `!${printed(at.inner, 2)}`;
  const own = at.kind === 'or' ? 0 : 1;
  const text = `${printed(at.left, own)}${at.word}${printed(at.right, own)}`;
  return own < place ? `(${text})` : text;
}

function holds(at: Tree, of: Raw): boolean {
  if (at.kind === 'atom') return at.atom.holds(of);
  if (at.kind === 'not') return !holds(at.inner, of);
  return at.kind === 'and'
    ? holds(at.left, of) && holds(at.right, of)
    : holds(at.left, of) || holds(at.right, of);
}

const judged = (text: string, of: Raw) => parseFilter(text)(recordedFacts(of));

test('what is written is what is judged, with no more parentheses than precedence asks for', () => {
  fc.assert(
    fc.property(tree, summary, (at, of) => {
      expect(judged(printed(at), of)).toBe(holds(at, of));
    }),
    { numRuns: 500 },
  );
});

test('De Morgan: a negated conjunction is the disjunction of negations, and the other way round', () => {
  fc.assert(
    fc.property(tree, tree, summary, (left, right, of) => {
      const [a, b] = [printed(left, 2), printed(right, 2)];
      expect(judged(`!(${a} AND ${b})`, of)).toBe(judged(`!${a} OR !${b}`, of));
      expect(judged(`!(${a} OR ${b})`, of)).toBe(judged(`!${a} !${b}`, of));
    }),
  );
});

test('AND binds closer than OR on either side', () => {
  fc.assert(
    fc.property(tree, tree, tree, summary, (first, second, third, of) => {
      const [a, b, c] = [printed(first, 2), printed(second, 2), printed(third, 2)];
      expect(judged(`${a} OR ${b} AND ${c}`, of)).toBe(judged(`${a} OR (${b} AND ${c})`, of));
      expect(judged(`${a} AND ${b} OR ${c}`, of)).toBe(judged(`(${a} AND ${b}) OR ${c}`, of));
    }),
  );
});

/** What an expression is made of, in any order. */
const PIECES =
  'service edge id rootcause.fault.entity rootcause.json annotation source.annotation group.name name type ok fault ' +
  'duration user coverage AND OR ! = != < >= CONTAINS ( ) { } [ ] #[ " \\ , : . 1 -2.5e3 "x" true a.b é \u0000';
const soup = fc
  .array(fc.constantFrom(...PIECES.split(' '), ' '), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

test('any text is read or refused as an invalid request, never anything else', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 60 })), summary, (text, of) => {
      try {
        expect(typeof judged(text, of)).toBe('boolean');
      } catch (error) {
        if (!(error instanceof ServiceFailure)) throw error;
        expect(error).toMatchObject({ code: 'InvalidRequestException', status: 400 });
        refused += 1;
      }
    }),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(100);
});

/** Texts on which a parser that reads a part twice takes twice as long for every bracket. */
test.each<[what: string, expression: string]>([
  ['parentheses within parentheses', `${'('.repeat(100)}ok${')'.repeat(100)}`],
  ['parentheses that are not closed', `${'(ok AND '.repeat(100)}ok`],
  ['a wrong word deep inside', `${'(!('.repeat(50)}okk${'))'.repeat(50)}`],
  ['JSON that is not closed', `rootcause.json = #[${'{"a":['.repeat(49)}`],
  ['ten thousand negations', `${'!'.repeat(9_990)}ok`],
  ['thousands of terms', 'ok or fault '.repeat(800).concat('ok')],
  ['thousands of terms and a wrong end', 'ok or (fault) '.repeat(700).concat('=')],
])('%s are read in time that grows with their length', (_what, expression) => {
  const begun = performance.now();
  try {
    parseFilter(expression);
  } catch (error) {
    expect(error).toBeInstanceOf(ServiceFailure);
  }
  expect(performance.now() - begun).toBeLessThan(1000); // read twice at every level, it would be 2^50 steps
});

/** Keywords of a whole trace that both kinds of trace know. */
const QUESTIONS = [
  'ok',
  'error',
  'fault',
  'throttle',
  'partial',
  'responsetime > 1',
  'duration > 2',
  'http.status >= 429',
  'http.url CONTAINS "example"',
  'account.id',
  'service("api")',
  'service(id(type: "AWS::DynamoDB::Table"))',
  'annotation.a = 1',
  'rootcause.json',
].map((question) => ({ question, matches: parseFilter(question) }));

test('a trace is judged like its own summary', () => {
  fc.assert(
    fc.property(anyDocuments, (documents) => {
      for (const [facts, recorded] of tracesOf(documents)) {
        for (const { question, matches } of QUESTIONS) {
          expect([question, matches(facts)]).toEqual([question, matches(recorded)]);
        }
      }
    }),
  );
});

test('of requests at nodes exactly one outcome holds, whatever a trace looks like', () => {
  const none = parseFilter(
    'service() { ok fault } OR service() { ok error } OR service() { throttle !error }',
  );
  const nowhere = parseFilter('service() { !ok !error !fault }');
  fc.assert(
    fc.property(anyDocuments, (documents) => {
      for (const [facts] of tracesOf(documents)) {
        expect([none(facts), nowhere(facts)]).toEqual([false, false]);
      }
    }),
  );
});

/** The traces in documents, each as it was ingested and as its summary would have been recorded. */
function* tracesOf(documents: readonly Raw[]): Generator<readonly [TraceFacts, TraceFacts]> {
  const store = smallStore();
  const ids = new Set(documents.map((document) => String(document.trace_id)));
  for (const document of documents) store.ingest(JSON.stringify(document));
  for (const trace of [...ids].flatMap((id) => store.get(id) ?? [])) {
    const outline = outlineOf(trace, store);
    if (!outline) continue;
    const facts = new IngestedFacts(trace, outline, store);
    yield [facts, recordedFacts(facts.summary())];
  }
}
