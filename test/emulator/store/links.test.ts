import { LinkIndex } from '../../../emulator/store/links';

test('it knows who links to a trace, each once', () => {
  const links = new LinkIndex();
  for (const ordinal of [1, 2, 1]) links.add('a', ordinal);
  links.add('b', 3);
  expect([[...links.to('a')], [...links.to('b')], [...links.to('c')]]).toEqual([[1, 2], [3], []]);
});

test('of more than 200,000 links the oldest are forgotten, the newest never', () => {
  const links = new LinkIndex();
  for (let n = 0; n < 200_010; n++) links.add(`trace ${n}`, n);
  expect([...links.to('trace 9')]).toEqual([]);
  expect([...links.to('trace 10')]).toEqual([10]);
  expect([...links.to('trace 200009')]).toEqual([200_009]);
});
