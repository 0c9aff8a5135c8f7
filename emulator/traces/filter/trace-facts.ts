import type { JsonObject } from '../../wire/json';
import type { Keyword } from './keywords';
import type { NodeIdentity } from './node-pattern';
import type { AnnotationHolder, Scalar } from './syntax';

/** Something a filter can be asked of: a trace, a request at a node, a call, an element of a root cause. */
export interface Subject {
  /** What a keyword is here: none when it is not known, several when several segments say it. */
  valuesOf(keyword: Keyword): readonly Scalar[];
  annotationsOf(of: AnnotationHolder, key: string): readonly Scalar[];
}

/** One request at a node. */
export interface NodeSubject extends Subject {
  readonly node: NodeIdentity;
}

/** One call from a node to another. */
export interface EdgeSubject extends Subject {
  readonly source: NodeIdentity;
  readonly target: NodeIdentity;
}

/** Why a trace failed or was slow, in the shapes of FaultRootCauses, ErrorRootCauses, ResponseTimeRootCauses. */
export interface RootCauses {
  readonly fault: readonly JsonObject[];
  readonly error: readonly JsonObject[];
  readonly responseTime: readonly JsonObject[];
}

/** What a filter may ask of one trace. Everything is worked out only when it is asked for. */
export interface TraceFacts extends Subject {
  nodes(): readonly NodeSubject[];
  edges(): readonly EdgeSubject[];
  rootCauses(): RootCauses;
}
