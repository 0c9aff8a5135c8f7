import type { JsonObject } from '../../wire/json';
import type { Keyword, Scope } from './keywords';

/** A value that a keyword is compared with, and that a trace may carry. */
export type Scalar = string | number | boolean;

/** How two values are compared. The names are those of the language, in capitals. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'CONTAINS' | 'BEGINSWITH' | 'ENDSWITH';

/** What is asked of a keyword: that it is set (and not false), or how its value compares. */
export type Test =
  | { readonly kind: 'set' }
  | { readonly kind: 'comparison'; readonly operator: Operator; readonly value: Scalar };

/** Which nodes are meant: those that have every member given. */
export interface NodePattern {
  readonly name?: string;
  readonly type?: string;
  readonly accountId?: string;
}

/** Whose annotation is asked: that of what the filter is about, or of one end of an edge. */
export type AnnotationHolder = 'self' | 'source' | 'destination';

/** A scope that is a list inside a root cause, such as `rootcause.fault.entity`. */
export type CauseScope = Extract<Scope, `rootcause.${string}`>;

/** Nodes, or the calls between nodes: what an entity selector names, and a filter too. */
export type EntityExpression =
  | { readonly kind: 'service'; readonly node: NodePattern }
  | { readonly kind: 'edge'; readonly source: NodePattern; readonly target: NodePattern };

/** Where a part begins, counted from 0. */
interface Placed {
  readonly at: number;
}

/** A part with a filter in braces, or null without one. */
interface Filtered extends Placed {
  readonly filter: Expression | null;
}

/** A filter expression as its grammar reads it. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Expression[] }
  | { readonly kind: 'not'; readonly term: Expression }
  | (Placed & { readonly kind: 'keyword'; readonly keyword: Keyword; readonly test: Test })
  | (Placed & {
      readonly kind: 'annotation';
      readonly of: AnnotationHolder;
      readonly key: string;
      readonly test: Test;
    })
  | (Filtered & EntityExpression)
  | (Filtered & { readonly kind: 'rootCause'; readonly part: CauseScope })
  /** Every pattern must be found among the root causes; with no pattern any root cause will do. */
  | (Placed & { readonly kind: 'rootCauseJson'; readonly patterns: readonly JsonObject[] })
  /** The filter is the group's own, null when it filters nothing. */
  | (Filtered & { readonly kind: 'group' });
