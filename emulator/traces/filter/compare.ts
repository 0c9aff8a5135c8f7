import type { Operator, Scalar, Test } from './syntax';

/**
 * Whether any of a keyword's values passes a test; a keyword without a value passes none.
 * So `http.status != 200` finds no trace without a status, and a key that two segments annotate is found by either
 * value. A keyword alone asks that it is set; a boolean one that it is true (documented).
 */
export function passes(test: Test, values: readonly Scalar[]): boolean {
  if (test.kind === 'set') return values.some((value) => value !== false);
  return values.some((value) => compares(value, test.operator, test.value));
}

/** Values of two types are not comparable: every operator says no. Texts are compared letter by letter, with case. */
function compares(found: Scalar, operator: Operator, wanted: Scalar): boolean {
  if (typeof found === 'string' && typeof wanted === 'string') return comparesTexts(found, operator, wanted);
  if (typeof found === 'number' && typeof wanted === 'number')
    return comparesNumbers(found, operator, wanted);
  if (typeof found !== typeof wanted) return false;
  return operator === '=' ? found === wanted : operator === '!=' && found !== wanted;
}

function comparesTexts(found: string, operator: Operator, wanted: string): boolean {
  if (operator === '=') return found === wanted;
  if (operator === '!=') return found !== wanted;
  if (operator === 'CONTAINS') return found.includes(wanted);
  if (operator === 'BEGINSWITH') return found.startsWith(wanted);
  return operator === 'ENDSWITH' && found.endsWith(wanted);
}

function comparesNumbers(found: number, operator: Operator, wanted: number): boolean {
  if (operator === '=') return found === wanted;
  if (operator === '!=') return found !== wanted;
  if (operator === '<') return found < wanted;
  if (operator === '<=') return found <= wanted;
  if (operator === '>') return found > wanted;
  return operator === '>=' && found >= wanted;
}
