import type { Decision } from '../../../analysis/model/decision';
import { origin, unfading as settings } from '../../laws/drive';
import { known, type Line, type Links, learnedLine, norm, toA } from '../support/line';

const newEdge = 'a|remote|>d|remote|';
const withNew: Links = [...norm, ['a', 'd', 4]];
const nobody = { subjects: [], services: [], findings: [] };
const said = { by: 'ana', at: origin, reason: 'release 12' };
const word = (verb: 'approve' | 'deny' | 'benign' | 'restart' | 'acknowledge', about: object): Decision => ({
  id: `${verb}-1`,
  verb,
  about: { ...nobody, ...about },
  ...said,
});

/** What was told of findings since a window, in order. */
const told = (line: Line, kinds: RegExp = /./): string[] =>
  line
    .told()
    .flatMap((t) =>
      t.type === 'finding' && kinds.test(t.kind)
        ? [`${t.kind} ${t.status}${t.resolution ? ` ${t.resolution}` : ''}`]
        : [],
    );
const standingOf = (line: Line, subject: string): string | undefined =>
  line.state.baseline.known.get(subject)?.standing;

/** A line that has met a new edge for three windows. */
function withCandidate(): Line {
  const line = learnedLine();
  line.settle(known, known + 3, withNew);
  return line;
}

describe('Being seen never promotes', () => {
  test('a new edge is a candidate however often it is seen', () => {
    const line = withCandidate();
    line.settle(known + 3, known + 40, withNew);
    expect(standingOf(line, newEdge)).toBe('candidate');
    expect(told(line, /new-edge/)).toEqual(['new-edge firing']);
  });
});

describe('Approval', () => {
  test.each([
    ['of the edge', { subjects: [newEdge] }],
    ['of the service it leads to', { services: ['d|remote|'] }],
    ['of everything', { all: true }],
  ])('%s ends its finding and makes it part of the norm', (_what, about) => {
    const line = withCandidate();
    line.decisions = [word('approve', about)];
    line.settle(known + 3, known + 8, withNew);
    expect(told(line, /new/)).toEqual([
      'new-edge firing',
      'new-node firing',
      'new-edge resolved approved',
      'new-node resolved approved',
    ]);
    expect([standingOf(line, newEdge), standingOf(line, 'd|remote|')]).toEqual(['approved', 'approved']);
    expect(line.strides.at(-1)?.assessments.find((a) => a.subject === newEdge)?.verdict).toBe('normal');
  });

  test('given twice changes nothing more', () => {
    const [once, twice] = [withCandidate(), withCandidate()];
    once.decisions = [word('approve', { subjects: [newEdge] })];
    twice.decisions = [...once.decisions, { ...word('approve', { subjects: [newEdge] }), id: 'approve-2' }];
    for (const line of [once, twice]) line.settle(known + 3, known + 8, withNew);
    expect(twice.told()).toEqual(once.told());
    expect([...twice.state.baseline.known]).toEqual([...once.state.baseline.known]);
  });

  test('given before the call was ever seen makes it no finding at all', () => {
    const line = learnedLine();
    line.decisions = [word('approve', { subjects: [newEdge, 'd|remote|'] })];
    line.settle(known, known + 5, withNew);
    expect(line.told()).toEqual([]);
    expect(standingOf(line, newEdge)).toBe('approved');
  });

  test('takes effect once: the records name it, and later ones do not', () => {
    const line = withCandidate();
    line.decisions = [word('approve', { subjects: [newEdge] })];
    line.settle(known + 3, known + 6, withNew);
    expect(line.strides.slice(known + 3).map(({ record }) => record.decided)).toEqual([
      ['approve-1'],
      undefined,
      undefined,
    ]);
  });

  test('does not hide that the approved call falls silent later', () => {
    const line = withCandidate();
    line.decisions = [word('approve', { subjects: [newEdge] })];
    line.settle(known + 3, known + 40, withNew);
    line.settle(known + 40, known + 60, norm);
    expect(told(line, /vanished/)).toEqual(['vanished-edge firing']);
  });
});

describe('Denial', () => {
  test('makes an open finding as bad as it gets', () => {
    const line = withCandidate();
    line.decisions = [word('deny', { subjects: [newEdge] })];
    line.settle(known + 3, known + 5, withNew);
    expect(line.state.open.incidents.map(({ severity, revision }) => [severity, revision])).toEqual([
      ['critical', 2],
    ]);
    expect(line.state.open.findings.find(({ subject }) => subject === newEdge)).toMatchObject({
      denied: true,
      severity: 'critical',
      why: expect.stringMatching(/^denied, and seen all the same/),
    });
  });

  test('of a call that was learned makes its next sighting an alert', () => {
    const line = learnedLine();
    line.decisions = [word('deny', { subjects: ['a|remote|>b|remote|'] })];
    line.settle(known, known + 2, norm);
    expect(line.state.open.findings).toMatchObject([
      { kind: 'new-edge', subject: 'a|remote|>b|remote|', denied: true, severity: 'critical' },
    ]);
  });

  test('ends with the sightings, and the next sighting is a new episode', () => {
    const line = withCandidate();
    line.decisions = [word('deny', { subjects: [newEdge] })];
    line.settle(known + 3, known + 4, withNew);
    line.settle(known + 4, known + 12, norm);
    line.settle(known + 12, known + 13, withNew);
    expect(told(line, /new-edge/)).toEqual([
      'new-edge firing',
      'new-edge resolved not-seen-again',
      'new-edge firing',
    ]);
  });

  test('outlasts a word on the whole service, and not one on the edge', () => {
    const line = withCandidate();
    line.decisions = [word('deny', { subjects: [newEdge] })];
    line.settle(known + 3, known + 4, withNew);
    line.decisions = [...line.decisions, word('approve', { services: ['a|remote|'] })];
    line.settle(known + 4, known + 5, withNew);
    expect(standingOf(line, newEdge)).toBe('denied');
    line.decisions = [...line.decisions, { ...word('approve', { subjects: [newEdge] }), id: 'approve-2' }];
    line.settle(known + 5, known + 6, withNew);
    expect(standingOf(line, newEdge)).toBe('approved');
  });
});

describe('A lasting new level', () => {
  const busier: Links = [toA, ['a', 'b', 400], ['outside', 'c', 20]];
  const edge = 'a|remote|>b|remote|';

  test('fires as long as nobody says a word', () => {
    const line = learnedLine();
    line.settle(known, known + 40, busier);
    expect(line.state.open.findings.map(({ kind }) => kind)).toContain('request-rate');
  });

  test('that a person calls benign ends, and is the norm once it was learned', () => {
    const line = learnedLine();
    line.settle(known, known + 5, busier);
    const keys = line.state.open.findings.map(({ key }) => key);
    line.decisions = [word('benign', { findings: keys, subjects: [edge] })];
    line.settle(known + 5, known + 30, busier);
    expect(told(line, /rate/)).toEqual(['request-rate firing', 'request-rate resolved benign']);
    const last = line.strides
      .at(-1)
      ?.assessments.find((a) => a.subject === edge && a.signal === 'requestRate');
    expect(last?.expected?.center).toBeGreaterThan(300);
  });

  test('that levels begin anew for resolves as rebased, and known calls stay known', () => {
    const line = learnedLine();
    line.settle(known, known + 5, busier);
    line.decisions = [word('restart', { all: true })];
    line.settle(known + 5, known + 12, busier);
    expect(told(line, /rate/)).toEqual(['request-rate firing', 'request-rate resolved rebased']);
    expect(standingOf(line, edge)).toBe('learned');
    expect(line.state.open.findings).toEqual([]);
  });
});

describe('Acknowledgement', () => {
  test('is kept with the incident as a revision of its own and ends nothing', () => {
    const line = withCandidate();
    line.decisions = [word('acknowledge', { subjects: [newEdge] })];
    line.settle(known + 3, known + 6, withNew);
    expect(line.state.open.incidents).toMatchObject([
      { revision: 2, acknowledged: { by: 'ana', at: said.at, reason: 'release 12' } },
    ]);
  });
});

test('the settings of these stories let levels be learned in six windows', () => {
  expect(settings.minimumWindows).toBe(6);
});
