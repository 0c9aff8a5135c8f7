import type { Operation } from './operation';
import { taggedResource } from './tagged-resource';

/** ListTagsForResource: the tags of a group or a sampling rule, in pages. */
export const listTagsForResource: Operation = (input, { control, settings, shelf }) => {
  const arn = taggedResource(input, control);
  const page = shelf.page('ListTagsForResource', input, settings.listPageSize, () => control.tags.list(arn));
  return { Tags: page.items, NextToken: page.nextToken ?? null };
};
