import { isJsonObject, type JsonObject, numberIn, objectsIn, parseJsonObject, textIn } from '../wire/json';

/** One recorded window: what GetServiceGraph answered for it, with times in epoch seconds. */
export interface RecordedWindow {
  readonly start: number;
  readonly end: number;
  readonly services: readonly JsonObject[];
  readonly summaries: readonly JsonObject[];
}

/** A line read, with what had to be left out of it. */
export interface ReadLine {
  readonly window: RecordedWindow | undefined;
  readonly problems: readonly string[];
}

function broken(problem: string): ReadLine {
  return { window: undefined, problems: [problem] };
}

/** Reads one line of a recording: `{"StartTime","EndTime","Services"[,"TraceSummaries"]}`. Never throws. */
export function readLine(text: string): ReadLine {
  const line = parseJsonObject(text);
  if (!line) return broken('not a JSON object');
  const start = numberIn(line, 'StartTime');
  const end = numberIn(line, 'EndTime');
  if (start === undefined || end === undefined)
    return broken('StartTime and EndTime must be numbers of epoch seconds');
  if (end <= start) return broken('EndTime must be after StartTime');
  if (!Array.isArray(line.Services) || !line.Services.every(isJsonObject))
    return broken('Services must be a list');
  const services = objectsIn(line, 'Services');
  const window = { start, end, services, summaries: objectsIn(line, 'TraceSummaries') };
  return { window, problems: problemsOf(services) };
}

/** What cannot be used of a line that as a whole can: nameless services, edges that lead nowhere. */
function problemsOf(services: readonly JsonObject[]): string[] {
  const problems: string[] = [];
  const references = new Set(services.map((service) => service.ReferenceId));
  for (const service of services) {
    const name = textIn(service, 'Name');
    if (name === undefined) problems.push(`service ${service.ReferenceId} has no Name`);
    for (const edge of objectsIn(service, 'Edges')) {
      if (!references.has(edge.ReferenceId)) {
        problems.push(
          `an edge of ${name} points to ReferenceId ${edge.ReferenceId}, which the line does not have`,
        );
      }
    }
  }
  return problems;
}
