import type { ServiceId } from '../../analysis/model/service';
import type { Settings } from '../../analysis/model/settings';
import { beginning, type Course, calmUntil, defaults, monday, onward, weekSeconds } from './course';
import { IncidentBook, type Told } from './incidents';
import { calleeAt, type Named, type Scenario, scenarios } from './scenarios';
import { inventWorld, upwards, type World } from './world';

/** How many systems are invented, how large, and how many of their edges each scenario meets at most. */
export interface TruthSize {
  readonly systems: number;
  readonly edges: number;
  readonly places: number;
  readonly learnedSeconds: number;
  /** Leaves out scenarios that last longer than this, and those that need a norm of their own. Seconds. */
  readonly longest: number;
}

/** What was said of one scenario at one edge of one system. */
export interface Trial {
  readonly scenario: Scenario;
  /** Told at all, told by a kind that names it rightly, and traced to its cause first. */
  readonly found: boolean;
  readonly named: boolean;
  readonly traced: boolean;
  /** Seconds from the beginning to the end of the window whose judgement told it. */
  readonly secondsToDetect?: number;
  readonly incidents: number;
}

/** Calm hours that are judged before anything happens: it begins on a Monday morning. */
const calmSeconds = 10 * 3_600;
/** Where in the learned week poisoning begins, as a share of it. */
const poisonedFrom = 0.45;

/** Does every scenario to every system. Trials in one system share its norm, so they are not quite independent. */
export function judgeTruth(size: TruthSize, firstSeed = 1): Trial[] {
  const trials: Trial[] = [];
  for (let seed = firstSeed; seed < firstSeed + size.systems; seed += 1) {
    const world = inventWorld(seed, size.edges);
    const learned = learn(world, size);
    for (const scenario of scenarios.filter((s) => isMeant(s, size)))
      for (const place of placesOf(scenario, world, size)) {
        const course = scenario.poisons ? learn(world, size, { scenario, place }) : learned;
        trials.push(tried({ scenario, place, settings: settingsOf(size) }, course));
      }
  }
  return trials;
}

const isMeant = ({ seconds, poisons }: Scenario, { longest }: TruthSize): boolean =>
  seconds <= longest && (poisons === undefined || longest > weekSeconds);

/** Edges that suit the scenario; those whose norm or trial is long get one a system. */
function placesOf(
  { calls, active, poisons, seconds }: Scenario,
  world: World,
  { places }: TruthSize,
): number[] {
  if (calls === undefined) return [-1];
  const suits = world.callees.flatMap((callee, place) => {
    const average = callee.share * world.requests;
    return average >= calls.least && average <= calls.most && (callee.active || !active) ? [place] : [];
  });
  return suits.slice(-(poisons || seconds > weekSeconds ? 1 : places));
}

const settingsOf = ({ learnedSeconds }: TruthSize) => ({ ...defaults, bootstrapSeconds: learnedSeconds });

/** A system that was learned and judged through some calm hours, or one whose norm was poisoned. */
function learn(world: World, size: TruthSize, poison?: { scenario: Scenario; place: number }): Course {
  const settings = settingsOf(size);
  let course = beginning(world);
  if (poison) {
    const from = monday + poisonedFrom * size.learnedSeconds;
    const { scenario, place } = poison;
    course = calmUntil(course, from, settings);
    while (course.source.start < from + (scenario.poisons ?? 0))
      course = onward(course, settings, scenario.change(world, place, 0)).course;
  }
  return calmUntil(course, monday + size.learnedSeconds + calmSeconds, settings);
}

interface Attempt {
  readonly scenario: Scenario;
  readonly place: number;
  readonly settings: Settings;
}

function tried({ scenario, place, settings }: Attempt, learned: Course): Trial {
  const { world, start: onset } = learned.source;
  const book = new IncidentBook();
  const earlier = new Set(learned.state.open.incidents.map(({ id }) => id));
  let course = learned;
  while (course.source.start < onset + scenario.seconds) {
    const change = scenario.change(world, place, course.source.start - onset);
    const next = onward(course, settings, change);
    book.add(next.record);
    course = next.course;
  }
  const told = book.told.filter(({ id, findings }) => !earlier.has(id) || findings.length > 0);
  return scored(scenario, { world, place, onset }, told);
}

interface Where {
  readonly world: World;
  readonly place: number;
  readonly onset: number;
}

/**
 * Scores as the recordings are: an incident counts when a finding is about an edge or node that leads into the cause
 * or into one that calls it, or about what the cause calls, or when the cause is the first suspect. Where the whole system is
 * meant, an incident of the right kind counts.
 */
function scored(scenario: Scenario, { world, place, onset }: Where, told: readonly Told[]): Trial {
  const cause = scenario.cause(world, place);
  const added = scenario.change(world, place, 0).added;
  const caller = calleeAt(world, added ? added.caller : (world.callees[place]?.caller ?? -1));
  const above = new Set(upwards(world.callees, place).map((at) => calleeAt(world, at).name));
  const leadsTo = ({ findings, origins }: Told): boolean =>
    is(origins[0], cause) ||
    findings.some((f) => is(f.target, cause) || above.has(f.target.name) || is(f.source, cause));
  const names = ({ findings }: Told): boolean => findings.some((f) => scenario.kinds.includes(f.kind));
  const aboutAll = (incident: Told): boolean => scenario.kinds.length === 0 || names(incident);
  const right = told.filter(place < 0 ? aboutAll : leadsTo);
  const first = right[0];
  return {
    scenario,
    found: first !== undefined,
    named: right.some(names),
    traced: right.some(
      ({ origins }) => is(origins[0], cause) || (scenario.eitherEnd && is(origins[0], caller)),
    ),
    ...(first ? { secondsToDetect: first.detectedAt - onset } : {}),
    incidents: told.length,
  };
}

const is = (service: ServiceId | undefined, { name, type }: Named): boolean =>
  service?.name === name && service.type === type;
