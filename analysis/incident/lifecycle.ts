import { endingBy } from '../decide/endings';
import { scoreOf } from '../detect/scores';
import type { Assessment } from '../model/assessment';
import type { Effective } from '../model/decision';
import type { Finding, Resolution } from '../model/finding';
import { hashOf } from '../model/identity';
import type { Read } from '../model/read';
import type { Settings } from '../model/settings';
import { subjectOfKey } from '../model/subject';
import { aboutOf, apart, isAbout } from './apart';
import { adoption, endOf, resolve } from './ends';
import { factKinds, presenceKinds } from './kinds';
import { confidenceOf, deniedNow, measurements, updated } from './measured';
import { severityOf } from './severity';

/** What a step of judging needs beside the assessments. */
export interface JudgingContext {
  readonly scope: string;
  readonly read: Read;
  readonly settings: Settings;
  /** True inside a rebase: what is open ends. */
  readonly rebasing: boolean;
  /** True where the window only teaches: nothing begins. */
  readonly learning: boolean;
  /** Decisions that take effect with this read. */
  readonly words?: readonly Effective[];
  /** Findings, by id, that end by a rename: those it explains, and renames that are none any more. */
  readonly ended?: ReadonlyMap<string, Resolution>;
}

/** Findings that are not resolved after this read, and every finding whose status changed in it. */
export interface Lives {
  readonly open: readonly Finding[];
  readonly changed: readonly Finding[];
}

/**
 * Carries findings over one read: `pending` at the first anomalous window, `firing` when certain or confirmed in
 * n of m windows, `resolved` after clean windows in a row. Presence reads begin new edges and nodes, count their
 * clean windows anew where they are seen again, and touch nothing else. A new episode of a key begins only when
 * the former one is resolved.
 */
export function live(
  open: readonly Finding[],
  judged: readonly Assessment[],
  context: JudgingContext,
): Lives {
  const assessments = apart(judged);
  const bySubject = new Map<string, Assessment[]>();
  for (const a of assessments) {
    if (a.kind === undefined) continue;
    const list = bySubject.get(a.subject);
    if (list) list.push(a);
    else bySubject.set(a.subject, [a]);
  }
  const find = (finding: Finding): Assessment | undefined =>
    bySubject.get(finding.subject)?.find((a) => a.kind === finding.kind && isAbout(a, finding));
  const carried = open.map((finding) => end(finding, context) ?? carry(finding, find(finding), context));
  const openKeys = new Set(open.map(({ kind, subject, shape }) => `${kind} ${subject} ${aboutOf(shape)}`));
  const begun = context.learning
    ? []
    : assessments
        .filter(
          (a) =>
            a.verdict === 'anomalous' &&
            a.kind &&
            !openKeys.has(`${a.kind} ${a.subject} ${aboutOf(a.shapes?.[0])}`),
        )
        .map((a) => begin(a, context));
  const all = [...carried, ...begun];
  const before = new Map(open.map((finding) => [finding.id, finding.status] as const));
  return {
    open: all.filter((finding) => finding.status !== 'resolved'),
    changed: all.filter((finding) => finding.status !== before.get(finding.id)),
  };
}

function begin(assessment: Assessment, context: JudgingContext): Finding {
  const { read, scope, settings } = context;
  const subject = subjectOfKey(assessment.subject);
  const kind = assessment.kind ?? 'latency';
  const about = aboutOf(assessment.shapes?.[0]);
  const key = hashOf('finding', kind, scope, assessment.subject, ...(about ? [about] : []));
  const silent = kind === 'vanished-edge' ? (assessment.observed?.value ?? 1) - 1 : 0;
  const startsAt = assessment.since ?? read.window.start - silent * settings.windowSeconds;
  const measured = measurements(assessment);
  const immediate = presenceKinds.includes(kind) || assessment.certain === true;
  return {
    type: 'finding',
    key,
    id: hashOf(key, read.window.start),
    kind,
    subject: assessment.subject,
    status: immediate || settings.confirm.hits === 1 ? 'firing' : 'pending',
    revision: 1,
    startsAt,
    detectedAt: read.window.end,
    severity: severityOf(assessment),
    confidence: confidenceOf(measured.p, assessment, settings),
    ...(subject.kind === 'node' ? {} : { source: subject.source }),
    target: subject.target,
    ...measured.shown,
    ...(read.kind === 'presence' && read.lagSeconds > settings.settleLagSeconds ? { seenLate: true } : {}),
    ...(assessment.since === undefined ? {} : { addsUp: true }),
    ...(assessment.denied ? { denied: true } : {}),
    hits: [read.window.end],
    clean: 0,
    calm: 0,
    age: read.kind === 'settlement' ? 1 : 0,
  };
}

function end(finding: Finding, { ended, read }: JudgingContext): Finding | undefined {
  const resolution = ended?.get(finding.id);
  return resolution && resolve(finding, resolution, read);
}

function carry(finding: Finding, assessment: Assessment | undefined, context: JudgingContext): Finding {
  const { read, settings } = context;
  const decided = context.rebasing ? 'rebased' : endingBy(context.words ?? [], finding);
  if (decided) return resolve(finding, decided, read);
  if (read.kind === 'presence')
    return assessment?.verdict === 'anomalous'
      ? { ...finding, clean: 0, ...deniedNow(finding, assessment) }
      : finding;
  const age = finding.age + 1;
  const hit = isHit(finding, assessment);
  const recent = read.window.end - settings.windowSeconds * (settings.confirm.windows - 1);
  const hits = [...finding.hits.filter((end) => end >= recent), ...(hit ? [read.window.end] : [])];
  const clean = hit ? 0 : finding.clean + 1;
  const next = {
    ...finding,
    age,
    hits,
    clean,
    calm: assessment?.verdict === 'anomalous' ? 0 : finding.calm + 1,
    ...(hit && assessment ? updated(finding, assessment, settings) : {}),
  };
  if (finding.status === 'pending') return confirm(next, context, assessment);
  const resolution = endOf(next, assessment, settings) ?? adoption(next, context);
  return resolution ? resolve(next, resolution, read) : next;
}

/** A firing finding is still there while one window, or what several add up to, is rarer than one in a hundred: -log10. */
const stillThere = 2;

/** Hysteresis: to go on takes far less than to begin. */
function isHit(finding: Finding, assessment: Assessment | undefined): boolean {
  if (assessment === undefined) return false;
  if (assessment.verdict === 'anomalous') return true;
  if (finding.status !== 'firing' || factKinds.includes(finding.kind)) return false;
  return scoreOf(assessment) >= stillThere || (assessment.evidence ?? 0) >= stillThere;
}

function confirm(
  finding: Finding,
  { read, settings }: JudgingContext,
  assessment: Assessment | undefined,
): Finding {
  const certain = finding.clean === 0 && assessment?.certain === true;
  if (certain || finding.hits.length >= settings.confirm.hits) {
    return { ...finding, status: 'firing', detectedAt: read.window.end };
  }
  const stillPossible = finding.hits.length + settings.confirm.windows - finding.age >= settings.confirm.hits;
  return stillPossible ? finding : resolve(finding, 'not-confirmed', read);
}
