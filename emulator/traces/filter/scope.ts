import { type Scope, scopesOf } from './keywords';
import type { Expression } from './syntax';

/** Refuses an expression for a part of it, by the place where that part begins. */
export type Refuse = (problem: string, at: number) => never;

/**
 * Makes sure that every part of an expression has a meaning where it stands.
 * The grammar lets any keyword stand anywhere; `coverage` of a whole trace would be neither true nor false.
 */
export function requireScope(expression: Expression, scope: Scope, refuse: Refuse): void {
  if ('terms' in expression) {
    for (const term of expression.terms) requireScope(term, scope, refuse);
  } else if ('term' in expression) {
    requireScope(expression.term, scope, refuse);
  } else {
    const scopes = whereItBelongs(expression);
    if (!scopes.includes(scope)) {
      refuse(`this can be asked of ${scopes.map(nameOf).join(', ')}, not of ${nameOf(scope)}`, expression.at);
    }
    const inner = scopeOfBraces(expression);
    if (inner) requireScope(inner.filter, inner.scope, refuse);
  }
}

type Part = Extract<Expression, { readonly at: number }>;

function whereItBelongs(part: Part): readonly Scope[] {
  if (part.kind === 'keyword') return scopesOf(part.keyword);
  if (part.kind !== 'annotation') return ['trace'];
  return part.of === 'self' ? ['trace', 'service', 'edge'] : ['edge'];
}

/** What stands in braces and what it is asked of. A group's filter was checked as a filter of its own. */
function scopeOfBraces(part: Part): { readonly filter: Expression; readonly scope: Scope } | undefined {
  if (part.kind !== 'service' && part.kind !== 'edge' && part.kind !== 'rootCause') return undefined;
  const scope = part.kind === 'rootCause' ? part.part : part.kind;
  return part.filter ? { filter: part.filter, scope } : undefined;
}

function nameOf(scope: Scope): string {
  if (scope === 'trace') return 'a whole trace';
  return scope === 'service' || scope === 'edge' ? `${scope}()` : scope;
}
