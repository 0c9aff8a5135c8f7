import type { Template } from 'aws-cdk-lib/assertions';

/** The logical id of the only resource of a type, among those whose id contains `owner`. */
export function only(template: Template, type: string, owner = ''): string {
  const ids = Object.keys(template.findResources(type)).filter((id) => id.includes(owner));
  if (ids.length !== 1) throw new Error(`expected one ${type}, got ${ids.length}`);
  return ids.join();
}

/** A policy statement in words: actions, and the logical ids (or text) of its resources. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

interface Raw {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Every statement of the policies whose logical id contains `owner`. */
export function statementsOf(template: Template, owner: string): readonly Statement[] {
  return Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes(owner))
    .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement as Raw[])
    .map(({ Action, Resource }) => ({ actions: listed(Action), resources: listed(Resource).map(nameOf) }));
}

function listed<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref, 'Fn::GetAtt': attribute } = resource as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  return Ref ?? attribute?.[0] ?? JSON.stringify(resource);
}
