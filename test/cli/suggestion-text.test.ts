import { suggestedRules } from '../../analysis/graph/suggest';
import { suggestionText } from '../../cli/suggestion-text';

test('A suggestion names the caller, examples and the rule as JSON', () => {
  const edges = Array.from({ length: 20 }, (_, i) => `web||>job-${i + 10}|AWS::Lambda|`);
  expect(suggestedRules(edges, []).map(suggestionText)).toEqual([
    'web calls 20 names that differ in one place (job-10 to job-29); to make them one service, add to "aliases" in the settings: {"name":"job-*","type":"AWS::Lambda","to":{"name":"job-*"}}',
  ]);
});
