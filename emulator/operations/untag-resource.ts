import { listMember, refusal, required } from '../wire/members';
import type { Operation } from './operation';
import { taggedResource } from './tagged-resource';

const MOST_KEYS = 200;

/** UntagResource: removes tags by key; keys that are not there are no mistake. */
export const untagResource: Operation = (input, { control }) => {
  const keys = required('TagKeys', listMember(input, 'TagKeys', MOST_KEYS)).map((key) => {
    if (typeof key === 'string') return key;
    throw refusal('TagKeys', 'a list of texts', key);
  });
  control.tags.remove(taggedResource(input, control), keys);
  return {};
};
