import { type Fields, toAttributes } from './item';

/** A condition or update in DynamoDB's expression language; `#name` stands for the attribute `name`. */
export interface Expression {
  readonly text: string;
  readonly values?: Fields;
}

/** Attributes named in an expression as `#name`, by their alias. */
export function aliases(...texts: readonly (string | undefined)[]): Record<string, string> | undefined {
  const found = texts.flatMap((text) => text?.match(/#\w+/g) ?? []);
  return found.length === 0 ? undefined : Object.fromEntries(found.map((alias) => [alias, alias.slice(1)]));
}

/** Values of an expression under the names it uses, e.g. `:lease`. */
export const placeholders = (values: Fields = {}) =>
  Object.fromEntries(Object.entries(toAttributes(values)).map(([name, value]) => [`:${name}`, value]));

/** A condition as a write command takes it. */
export function conditionOf(condition: Expression | undefined) {
  if (condition === undefined) return {};
  const names = aliases(condition.text);
  const values = placeholders(condition.values);
  return {
    ConditionExpression: condition.text,
    ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
}
