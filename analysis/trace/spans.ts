import { type Part, partsIn, textIn } from './fields';

/** A subsegment with the name of the segment it belongs to; unknown where that segment is not in the trace. */
export interface Span {
  readonly part: Part;
  readonly owner?: string;
}

/**
 * All subsegments of a trace, those sent alone included, in the order of the documents. Segments that X-Ray inferred
 * repeat subsegments, are none and so do not count twice. Documents that are not JSON objects are counted. O(parts).
 */
export function spansOf(documents: readonly string[]): { spans: Span[]; rejects: number } {
  const parts: Part[] = [];
  let rejects = 0;
  for (const text of documents) {
    const part = parsed(text);
    if (part === undefined) rejects += 1;
    else parts.push(part);
  }
  const all = parts.flatMap(withNested);
  const byId = new Map(all.map((entry) => [textIn(entry.part, 'id'), entry] as const));
  const spans = all
    .filter(({ part, parent }) => parent !== undefined || part.type === 'subsegment')
    .map(({ part, parent }) => {
      const owner = ownerOf({ part, parent }, byId);
      return owner === undefined ? { part } : { part, owner };
    });
  return { spans, rejects };
}

interface Nested {
  readonly part: Part;
  readonly parent: string | undefined;
}

function withNested(root: Part): Nested[] {
  const found: Nested[] = [{ part: root, parent: undefined }];
  for (let at = 0; at < found.length; at += 1) {
    const part = found[at]?.part ?? {};
    const parent = textIn(part, 'id') ?? '';
    for (const child of partsIn(part, 'subsegments')) found.push({ part: child, parent });
  }
  return found;
}

/** Name of the segment above a subsegment; a circle of parents has none. */
function ownerOf(span: Nested, byId: ReadonlyMap<string | undefined, Nested>): string | undefined {
  const seen = new Set<Nested>();
  let at: Nested | undefined = span;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    if (at.parent === undefined && at.part.type !== 'subsegment') return textIn(at.part, 'name');
    at = byId.get(at.parent ?? textIn(at.part, 'parent_id'));
  }
  return undefined;
}

function parsed(text: string): Part | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : undefined;
  } catch {
    return undefined;
  }
}
