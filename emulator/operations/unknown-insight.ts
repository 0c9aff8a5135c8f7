import { invalidRequest, type ServiceFailure } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { required, textMember } from '../wire/members';

const FORM = {
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
  words: 'a UUID',
};

/** The refusal of whatever insight a request names: X-Ray Local looks for none, so there is none. */
export function unknownInsight(input: JsonObject): ServiceFailure {
  const id = required('InsightId', textMember(input, 'InsightId', { form: FORM }));
  return invalidRequest(`There is no insight with InsightId ${id}`);
}
