import { isJsonObject, type JsonObject, numberIn, objectsIn, textIn } from '../../wire/json';
import type { Keyword } from './keywords';
import type { CauseScope, Scalar } from './syntax';
import type { RootCauses, Subject } from './trace-facts';

/**
 * The elements that a filter such as `rootcause.fault.entity { ... }` is asked of.
 * They are numbered along the whole path of one root cause, from 0: entities and exceptions of a later service come
 * after those of an earlier one, so that `last` is where the trouble began.
 */
export function elementsOf(causes: RootCauses, part: CauseScope): readonly Subject[] {
  return causesOf(causes, part).flatMap((cause) => {
    const elements = listOf(cause, part);
    return elements.map((element, index) => subjectOf(element, index, elements.length));
  });
}

function causesOf(causes: RootCauses, part: CauseScope): readonly JsonObject[] {
  if (part.startsWith('rootcause.fault.')) return causes.fault;
  return part.startsWith('rootcause.error.') ? causes.error : causes.responseTime;
}

function listOf(cause: JsonObject, part: CauseScope): readonly JsonObject[] {
  const services = objectsIn(cause, 'Services');
  if (part.endsWith('.service')) return services;
  const entities = services.flatMap((service) => objectsIn(service, 'EntityPath'));
  return part.endsWith('.entity') ? entities : entities.flatMap((entity) => objectsIn(entity, 'Exceptions'));
}

function subjectOf(element: JsonObject, index: number, length: number): Subject {
  const values: Partial<Record<Keyword, Scalar | undefined>> = {
    index,
    first: index === 0,
    last: index === length - 1,
    name: textIn(element, 'Name'),
    type: textIn(element, 'Type'),
    'account.id': textIn(element, 'AccountId'),
    inferred: element.Inferred === true,
    remote: element.Remote === true,
    coverage: numberIn(element, 'Coverage'),
    message: textIn(element, 'Message'),
  };
  return { valuesOf: (keyword) => [values[keyword] ?? []].flat(), annotationsOf: () => [] };
}

/**
 * Whether a JSON pattern describes a value: every member it has must be there and match, lists element by element;
 * what it leaves out may be anything (documented). null also stands for an absent member, and a number for a text
 * of its digits, because the documentation writes `"Type": null` and account ids as numbers.
 */
export function describesJson(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value) || value.length !== pattern.length) return false;
    return pattern.every((element, index) => describesJson(element, value[index]));
  }
  if (isJsonObject(pattern)) {
    return isJsonObject(value) && Object.entries(pattern).every(([k, v]) => describesJson(v, value[k]));
  }
  if (pattern === null) return value === null || value === undefined;
  return pattern === value || (typeof pattern === 'number' && String(pattern) === value);
}
