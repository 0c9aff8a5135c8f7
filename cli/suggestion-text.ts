import type { Suggestion } from '../analysis/graph/suggest';

/** What a person could set so that a service that is called by many names is one, with the rule for the settings. */
export const suggestionText = ({ caller, names, examples: [first, last], rule }: Suggestion): string =>
  `${caller.name} calls ${names} names that differ in one place (${first} to ${last}); to make them one service, add to "aliases" in the settings: ${JSON.stringify(rule)}`;
