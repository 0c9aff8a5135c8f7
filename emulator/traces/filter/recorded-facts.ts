import { type JsonObject, objectIn, objectsIn, textIn } from '../../wire/json';
import type { Keyword } from './keywords';
import { annotationValuesOf, isScalar, rootCausesIn, summaryValuesOf } from './summary-values';
import type { Scalar } from './syntax';
import type { NodeSubject, TraceFacts } from './trace-facts';

/**
 * What a filter may ask of a trace of which only a TraceSummary was recorded.
 * A summary carries no edges, and of its services no more than who they are and who was annotated; the entry point's
 * outcome, response time and HTTP members are those of the trace. All else is not known, and passes no test.
 */
export function recordedFacts(summary: JsonObject): TraceFacts {
  const parts = { outline: summary, documents: () => summary };
  const valuesOf = (keyword: Keyword) => summaryValuesOf(keyword, parts);
  const annotations = (key: string) => objectsIn(objectIn(summary, 'Annotations'), key);
  return {
    valuesOf,
    annotationsOf: (_of, key) => annotationValuesOf(annotations(key)),
    nodes: () => objectsIn(summary, 'ServiceIds').map((id) => serviceSubject(id, summary, valuesOf)),
    edges: () => [],
    rootCauses: () => rootCausesIn(summary),
  };
}

/** What a summary says of its root segment, and thereby of its entry point. */
const OF_ENTRY_POINT: readonly Keyword[] = ['ok', 'error', 'fault', 'responsetime'];

function serviceSubject(
  id: JsonObject,
  summary: JsonObject,
  ofTrace: (keyword: Keyword) => readonly Scalar[],
): NodeSubject {
  const node = {
    name: textIn(id, 'Name') ?? '',
    type: textIn(id, 'Type'),
    accountId: textIn(id, 'AccountId'),
  };
  const isHere = (other: JsonObject) =>
    MEMBERS.every((member) => textIn(other, member) === textIn(id, member));
  const ofThis = (entry: JsonObject) => objectsIn(entry, 'ServiceIds').some(isHere);
  const entryPoint = isHere(objectIn(summary, 'EntryPoint'));
  const users = objectsIn(summary, 'Users')
    .filter(ofThis)
    .map((user) => user.UserName);
  const known: Partial<Record<Keyword, readonly unknown[]>> = {
    name: [node.name],
    type: [node.type],
    'account.id': [node.accountId],
    root: 'EntryPoint' in summary ? [entryPoint] : [],
    user: users,
  };
  const values = (keyword: Keyword): readonly unknown[] => {
    const ofRoot = OF_ENTRY_POINT.includes(keyword) || keyword.startsWith('http.');
    return known[keyword] ?? (ofRoot && entryPoint ? ofTrace(keyword) : []);
  };
  return {
    node,
    valuesOf: (keyword) => values(keyword).filter(isScalar),
    annotationsOf: (_of, key) =>
      annotationValuesOf(objectsIn(objectIn(summary, 'Annotations'), key).filter(ofThis)),
  };
}

/** What tells one service of a summary from another. */
const MEMBERS = ['Name', 'Type', 'AccountId'];
