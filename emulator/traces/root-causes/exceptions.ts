import type { Span } from '../../segments/span';
import { isJsonObject, type JsonObject, objectIn, objectsIn, textIn } from '../../wire/json';
import type { TraceContents } from '../contents';
import type { RootCauseException } from './wire';

/**
 * Reads what exceptions the spans of a trace recorded.
 * A span's `cause` lists them, or is the id of one that another span of the trace lists ("X-Ray segment
 * documents"); an id that nobody lists gives none.
 */
export function exceptionReader({ lineage, rawOf }: TraceContents): (span: Span) => RootCauseException[] {
  let byId: ReadonlyMap<string, JsonObject> | undefined;
  const listedBy = (span: Span) => objectsIn(objectIn(rawOf(span), 'cause'), 'exceptions');
  const referredTo = (id: string) => {
    byId ??= new Map([...lineage.spans.values()].flatMap(listedBy).map((one) => [String(one.id), one]));
    return byId.get(id);
  };
  return (span) => {
    const { cause } = rawOf(span);
    const exceptions = typeof cause === 'string' ? [referredTo(cause)] : listedBy(span);
    return exceptions.filter(isJsonObject).map(exceptionOf);
  };
}

function exceptionOf(raw: JsonObject): RootCauseException {
  const Name = textIn(raw, 'type');
  const Message = textIn(raw, 'message');
  return { ...(Name === undefined ? {} : { Name }), ...(Message === undefined ? {} : { Message }) };
}
