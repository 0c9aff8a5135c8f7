/** The grades of a message's `severity` attribute, mildest first; subscriptions are filtered by them. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/**
 * Every grade that is at least `minimum`: what a subscription has to let through.
 * @example atLeast('high') // ['high', 'critical']
 */
export function atLeast(minimum: Severity): readonly Severity[] {
  return severities.slice(severities.indexOf(minimum));
}
