import { readTags } from '../control/tags';
import { required } from '../wire/members';
import type { Operation } from './operation';
import { taggedResource } from './tagged-resource';

/** TagResource: adds tags to a group or a sampling rule, or gives old ones new values. */
export const tagResource: Operation = (input, { control }) => {
  const tags = required('Tags', readTags(input));
  control.tags.put(taggedResource(input, control), tags);
  return {};
};
