import type { Trace, TraceStore } from '../../store/trace-store';
import { type JsonObject, objectIn, objectsIn } from '../../wire/json';
import { contentsOf, type TraceContents } from '../contents';
import type { TraceOutline } from '../facts';
import { documentMembers, outlineMembers, rootCauseMembers } from '../summary';
import type { Keyword } from './keywords';
import { type RowSubjects, rowSubjectsOf } from './row-subjects';
import { annotationValuesOf, rootCausesIn, type SummaryParts, summaryValuesOf } from './summary-values';
import type { AnnotationHolder, Scalar } from './syntax';
import type { EdgeSubject, NodeSubject, RootCauses, TraceFacts } from './trace-facts';

/**
 * What a filter may ask of a trace whose documents were sent here.
 * The trace as a whole answers by its summary, so that a filter and the summary found by it agree. Made for one
 * query and dropped with it: it remembers what it parsed.
 */
export class IngestedFacts implements TraceFacts, SummaryParts {
  readonly #trace: Trace;
  readonly #outline: TraceOutline;
  readonly #store: TraceStore;
  readonly outline: JsonObject;
  #documents: JsonObject | undefined;
  #contents: TraceContents | undefined;
  #causes: JsonObject | undefined;
  #rows: RowSubjects | undefined;

  constructor(trace: Trace, outline: TraceOutline, store: TraceStore) {
    this.#trace = trace;
    this.#outline = outline;
    this.#store = store;
    this.outline = outlineMembers(trace, outline);
  }

  valuesOf(keyword: Keyword): readonly Scalar[] {
    if (keyword !== 'inferred') return summaryValuesOf(keyword, this);
    return [this.nodes().some((node) => node.valuesOf('inferred').includes(true))];
  }

  annotationsOf(_of: AnnotationHolder, key: string): readonly Scalar[] {
    return annotationValuesOf(objectsIn(objectIn(this.documents(), 'Annotations'), key));
  }

  nodes(): readonly NodeSubject[] {
    return this.#subjects().nodes;
  }

  edges(): readonly EdgeSubject[] {
    return this.#subjects().edges;
  }

  rootCauses(): RootCauses {
    return rootCausesIn(this.#rootCauses());
  }

  documents(): JsonObject {
    this.#documents ??= documentMembers(this.#open(), this.#outline.root);
    return this.#documents;
  }

  /** The whole entry of GetTraceSummaries, without MatchedEventTime, which belongs to the question. */
  summary(): JsonObject {
    return { ...this.outline, ...this.documents(), ...this.#rootCauses() };
  }

  #rootCauses(): JsonObject {
    this.#causes ??= rootCauseMembers(this.#open());
    return this.#causes;
  }

  #subjects(): RowSubjects {
    this.#rows ??= rowSubjectsOf(this.#trace, this.#store, () => this.#open());
    return this.#rows;
  }

  #open(): TraceContents {
    this.#contents ??= contentsOf(this.#trace, this.#store);
    return this.#contents;
  }
}
