import { passes } from './compare';
import { matchesNode } from './node-pattern';
import { describesJson, elementsOf } from './root-cause';
import type { Expression } from './syntax';
import type { Subject, TraceFacts } from './trace-facts';

/** Whether a filter expression is true of a subject; services, edges and root causes are those of its trace. */
export function judge(expression: Expression, subject: Subject, trace: TraceFacts): boolean {
  const among = (filter: Expression | null, subjects: readonly Subject[]) =>
    subjects.some((one) => filter === null || judge(filter, one, trace));
  switch (expression.kind) {
    case 'and':
      return expression.terms.every((term) => judge(term, subject, trace));
    case 'or':
      return expression.terms.some((term) => judge(term, subject, trace));
    case 'not':
      return !judge(expression.term, subject, trace);
    case 'keyword':
      return passes(expression.test, subject.valuesOf(expression.keyword));
    case 'annotation':
      return passes(expression.test, subject.annotationsOf(expression.of, expression.key));
    case 'service': {
      const { node, filter } = expression;
      return among(
        filter,
        trace.nodes().filter((one) => matchesNode(node, one.node)),
      );
    }
    case 'edge': {
      const { source, target, filter } = expression;
      const calls = trace
        .edges()
        .filter((one) => matchesNode(source, one.source) && matchesNode(target, one.target));
      return among(filter, calls);
    }
    case 'rootCause':
      return among(expression.filter, elementsOf(trace.rootCauses(), expression.part));
    case 'group':
      return among(expression.filter, [trace]);
    case 'rootCauseJson': {
      const causes = Object.values(trace.rootCauses()).flat();
      if (expression.patterns.length === 0) return causes.length > 0;
      return expression.patterns.every((pattern) => causes.some((cause) => describesJson(pattern, cause)));
    }
  }
}
