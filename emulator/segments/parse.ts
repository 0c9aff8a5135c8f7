import {
  isJsonObject,
  type JsonObject,
  nestingDepth,
  objectIn,
  objectsIn,
  parseJsonObject,
  textIn,
} from '../wire/json';
import { calleeOf } from './callee';
import { type IdentityPool, TooManyNodes } from './identity';
import { outcomeOf } from './outcome';
import { DEEPEST_NESTING, isSpanId, LARGEST_DOCUMENT_BYTES, problemOf, traceIdOf } from './problems';
import type { Span, SpanLink } from './span';

/** A document that was taken: the spans in it, outermost first. */
export interface ParsedDocument {
  readonly kind: 'document';
  readonly id: string;
  readonly traceId: string;
  /** False while the document says in_progress; a complete one of the same id will overwrite it. */
  readonly complete: boolean;
  /** The sender marked the document `inferred`: X-Ray's own product, which this emulator makes itself. */
  readonly inferred: boolean;
  readonly spans: readonly Span[];
}

/** A document that was refused, in the shape PutTraceSegments answers it. */
export interface RefusedDocument {
  readonly kind: 'refused';
  readonly id: string | undefined;
  readonly errorCode: 'InvalidTraceId' | 'InvalidSegment' | 'TooManyNodes';
  readonly message: string;
}

/**
 * Reads one document of PutTraceSegments: a segment with everything nested in it, or a subsegment sent alone.
 * Never throws; what cannot be taken comes back as refused, with codes `InvalidTraceId` (documented),
 * `InvalidSegment` (seen in the field) and, our own, `TooManyNodes`.
 * @param clock what time it is, epoch seconds; without it documents from any time are taken
 */
export function parseDocument(
  text: string,
  pool: IdentityPool,
  clock?: number,
): ParsedDocument | RefusedDocument {
  if (Buffer.byteLength(text) > LARGEST_DOCUMENT_BYTES) return refused(undefined, 'document exceeds 64 KB');
  if (nestingDepth(text) > DEEPEST_NESTING) return refused(undefined, 'document is nested too deep');
  const raw = parseJsonObject(text);
  if (!raw) return refused(undefined, 'document is not a JSON object');
  const traceId = traceIdOf(raw.trace_id);
  if (traceId === undefined) {
    const message = 'trace_id must look like 1-581cf771-a006649127e371903a2de979';
    return { kind: 'refused', id: textIn(raw, 'id'), errorCode: 'InvalidTraceId', message };
  }
  const alone = raw.type === 'subsegment';
  if (alone && !isSpanId(raw.parent_id)) {
    return refused(textIn(raw, 'id'), 'a subsegment sent alone needs the parent_id of its segment');
  }
  const spans = spansWithin(raw, { kind: alone ? 'subsegment' : 'segment', pool, clock });
  if (spans instanceof TooManyNodes) {
    return { kind: 'refused', id: textIn(raw, 'id'), errorCode: 'TooManyNodes', message: spans.message };
  }
  const outermost = Array.isArray(spans) ? spans[0] : undefined;
  if (!Array.isArray(spans) || !outermost) return refused(textIn(raw, 'id'), String(spans));
  const complete = outermost.end !== undefined;
  return { kind: 'document', id: outermost.id, traceId, complete, inferred: raw.inferred === true, spans };
}

function refused(id: string | undefined, message: string): RefusedDocument {
  return { kind: 'refused', id, errorCode: 'InvalidSegment', message };
}

/** How a document is read. */
interface Reading {
  readonly kind: Span['kind'];
  readonly pool: IdentityPool;
  readonly clock: number | undefined;
}

/** All spans of a document, unless it would bring nodes that are too many. */
function spansWithin(raw: JsonObject, how: Reading) {
  try {
    return spansOf(raw, how);
  } catch (cause) {
    if (cause instanceof TooManyNodes) return cause;
    throw cause;
  }
}

/** A segment or subsegment with its place, not yet checked. */
interface Placed<Raw> {
  readonly raw: Raw;
  readonly parent: string | undefined;
  readonly kind: Span['kind'];
}

/** All spans of a document, or the sentence saying why it is refused, in which case no node is remembered of it. */
function spansOf(outermost: JsonObject, { kind, pool, clock }: Reading): Span[] | string {
  const checked = checkedWithin(outermost, kind, clock);
  return typeof checked === 'string' ? checked : checked.map((placed) => spanOf(placed, pool));
}

/** All segments and subsegments of a document, or what is wrong with one. Walks without recursion. */
function checkedWithin(
  outermost: JsonObject,
  kind: Span['kind'],
  clock: number | undefined,
): Placed<JsonObject>[] | string {
  const checked: Placed<JsonObject>[] = [];
  const parent = isSpanId(outermost.parent_id) ? outermost.parent_id.toLowerCase() : undefined;
  const waiting: Placed<unknown>[] = [{ raw: outermost, parent, kind }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!isJsonObject(next.raw)) return 'subsegments must be objects';
    const problem = problemOf(next.raw, clock);
    if (problem !== undefined) return problem;
    checked.push({ ...next, raw: next.raw });
    const children = Array.isArray(next.raw.subsegments) ? next.raw.subsegments : [];
    for (const raw of children) waiting.push({ raw, parent: idOf(next.raw), kind: 'subsegment' });
  }
  return checked;
}

const idOf = (raw: JsonObject) => String(raw.id).toLowerCase();

/** One checked segment or subsegment as a span. */
function spanOf({ raw, parent, kind }: Placed<JsonObject>, pool: IdentityPool): Span {
  return {
    id: idOf(raw),
    parent,
    kind,
    start: Number(raw.start_time),
    end: typeof raw.end_time === 'number' ? raw.end_time : undefined,
    outcome: outcomeOf(raw),
    identity: kind === 'segment' ? ownIdentity(raw, pool) : calleeOf(raw, pool),
    awaitsCallee: objectIn(objectIn(raw, 'http'), 'request').traced === true,
    links: linksOf(raw),
  };
}

/** A segment's node: its name, its origin, and its account unless it is the Lambda service's own segment. */
function ownIdentity(raw: JsonObject, pool: IdentityPool) {
  const origin = textIn(raw, 'origin');
  const account = origin === 'AWS::Lambda' ? undefined : textIn(objectIn(raw, 'aws'), 'account_id');
  return pool.of(textIn(raw, 'name') ?? '', origin, account);
}

/** The undocumented `links` list; entries that cannot be understood are left out. */
function linksOf(raw: JsonObject): readonly SpanLink[] | undefined {
  if (!Array.isArray(raw.links)) return undefined;
  const links: SpanLink[] = [];
  for (const link of objectsIn(raw, 'links')) {
    const traceId = traceIdOf(link.trace_id);
    const child = objectIn(link, 'attributes')['aws.xray.reserved.reference_type'] === 'child';
    if (traceId !== undefined && isSpanId(link.id)) {
      links.push({ traceId, id: link.id.toLowerCase(), direction: child ? 'child' : 'parent' });
    }
  }
  return links.length > 0 ? links : undefined;
}
