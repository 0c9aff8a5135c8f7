import { codeOf, kindOf } from '../../../emulator/graph/kind-code';

test('the sixteen kinds and their codes are one for one, and there is no other code', () => {
  const codes = Array.from({ length: 16 }, (_, code) => code);
  expect(codes.map((code) => codeOf(kindOf(code)))).toEqual(codes);
  expect(new Set(codes.map((code) => JSON.stringify(kindOf(code)))).size).toBe(16);
  expect(() => kindOf(16)).toThrow('16 is no kind');
});
