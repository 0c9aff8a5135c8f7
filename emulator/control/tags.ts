import { ServiceFailure } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { objectsMember, refusal, required, textMember } from '../wire/members';
import type { ControlContext } from './context';

/** A word that somebody put on a group or a rule. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const MOST_TAGS = 50;
const MOST_TAGS_IN_REQUEST = 200;
const KEY = {
  min: 1,
  max: 128,
  form: {
    pattern: /^(?!aws:)[\p{L}\p{N}\p{Z}_.:/=+\-@]+$/iu,
    words: 'letters, digits, spaces and _ . : / = + - @, and must not begin with aws:',
  },
};
const VALUE = {
  max: 256,
  form: { pattern: /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u, words: 'letters, digits, spaces and _ . : / = + - @' },
};

/** Reads `Tags` of a request. Throws InvalidRequestException for a tag that is none. */
export function readTags(input: JsonObject): readonly Tag[] | undefined {
  return objectsMember(input, 'Tags', MOST_TAGS_IN_REQUEST)?.map((tag) => ({
    Key: required('Key', textMember(tag, 'Key', KEY)),
    Value: required('Value', textMember(tag, 'Value', VALUE)),
  }));
}

/** Reads `Tags` of a request that makes a resource, which must not have too many from its first day. */
export function readFirstTags(input: JsonObject): readonly Tag[] {
  const tags = readTags(input) ?? [];
  if (tags.length > MOST_TAGS) throw refusal('Tags', `at most ${MOST_TAGS} tags`, tags);
  return tags;
}

/** The tags of groups and sampling rules, by ARN: up to 50 each. */
export class Tags {
  readonly #context: ControlContext;
  readonly #byArn = new Map<string, ReadonlyMap<string, string>>();

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject = {}) {
    this.#context = context;
    for (const arn of Object.keys(kept)) this.#merge(arn, readTags({ Tags: kept[arn] }) ?? []);
  }

  /** In the order in which they came. */
  list(arn: string): readonly Tag[] {
    return [...(this.#byArn.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value }));
  }

  /** Adds tags, or gives old ones new values. Throws TooManyTagsException; then nothing has changed. */
  put(arn: string, tags: readonly Tag[]): void {
    this.#merge(arn, tags);
    this.#context.changed();
  }

  remove(arn: string, keys: readonly string[]): void {
    const left = this.list(arn).filter(({ Key }) => !keys.includes(Key));
    this.forget(arn);
    this.put(arn, left);
  }

  /** Forgets a resource that was deleted. */
  forget(arn: string): void {
    this.#byArn.delete(arn);
    this.#context.changed();
  }

  toJSON(): JsonObject {
    return Object.fromEntries([...this.#byArn.keys()].map((arn) => [arn, this.list(arn)]));
  }

  #merge(arn: string, tags: readonly Tag[]): void {
    const merged = new Map(this.#byArn.get(arn));
    for (const { Key, Value } of tags) merged.set(Key, Value);
    if (merged.size > MOST_TAGS) throw tooManyTags(arn, merged.size);
    if (merged.size > 0) this.#byArn.set(arn, merged);
  }
}

function tooManyTags(arn: string, count: number): ServiceFailure {
  const message = `A resource can have ${MOST_TAGS} tags, this one would have ${count}`;
  return new ServiceFailure('TooManyTagsException', 400, message, arn);
}
