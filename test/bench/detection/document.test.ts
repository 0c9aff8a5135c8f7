import { withChapter } from '../../../bench/detection/document';

const page =
  '# Detection\n\nProse.\n\n## A\n\n```text\nold\n```\n\nPrinted by `npm run detection -- x`.\n\nMore prose.\n\n## B\n\nEnd.\n';

test('a table takes the place of the former one and the prose around it stays', () => {
  const written = withChapter(page, { title: 'A', table: 'new', part: 'truth' });
  expect(written).toBe(
    page.replace('old', 'new').replace('npm run detection -- x', 'npm run detection -- truth'),
  );
  expect(withChapter(written, { title: 'A', table: 'new', part: 'truth' })).toBe(written);
});

test('a new one comes at the end', () => {
  const written = withChapter(page, { title: 'C', table: 't', part: 'norm' });
  expect(written.startsWith(page.trimEnd())).toBe(true);
  expect(written).toContain('## C\n\n```text\nt\n```\n\nPrinted by `npm run detection -- norm`.\n');
  expect(withChapter(written, { title: 'C', table: 't', part: 'norm' })).toBe(written);
});
