import { invalidRequest, ServiceFailure } from '../wire/failure';
import { type JsonObject, parseJsonObject } from '../wire/json';
import { numberMember, objectsMember, required, textMember } from '../wire/members';
import type { ControlContext } from './context';

/** Says which services and accounts may use X-Ray; the members are as the API model names them. */
export interface ResourcePolicy {
  readonly PolicyName: string;
  /** JSON. */
  readonly PolicyDocument: string;
  /** A number that grows with every change of the policy. */
  readonly PolicyRevisionId: string;
  /** Epoch seconds. */
  readonly LastUpdatedTime: number;
}

const MOST_POLICIES = 5;
const LARGEST_DOCUMENT_BYTES = 5 * 1024;
const NAME = {
  min: 1,
  max: 128,
  form: { pattern: /^[\w+=,.@-]+$/, words: 'letters, digits and _ + = , . @ -' },
};
const NO_REVISION = '0';

/** The resource policies of the account: up to five of 5 KB. They are kept, and nobody is refused by them. */
export class ResourcePolicies {
  readonly #context: ControlContext;
  readonly #policies = new Map<string, ResourcePolicy>();

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject | undefined) {
    this.#context = context;
    for (const policy of (kept && objectsMember(kept, 'policies', MOST_POLICIES)) ?? []) {
      const restored = readKept(policy);
      this.#policies.set(restored.PolicyName, restored);
    }
  }

  /** By name. */
  list(): readonly ResourcePolicy[] {
    return [...this.#policies.values()].sort((a, b) => (a.PolicyName < b.PolicyName ? -1 : 1));
  }

  /** Makes or changes a policy; a revision id that is given must be the latest, 0 where there must be none. */
  put(input: JsonObject): ResourcePolicy {
    const { PolicyName, latest } = this.#expected(input);
    const PolicyDocument = required('PolicyDocument', textMember(input, 'PolicyDocument'));
    refuseDocument(PolicyDocument);
    if (latest === NO_REVISION && this.#policies.size >= MOST_POLICIES)
      throw refusedPolicy('PolicyCountLimitExceeded', `There are already ${MOST_POLICIES} resource policies`);
    const PolicyRevisionId = String(Number(latest) + 1);
    const policy = { PolicyName, PolicyDocument, PolicyRevisionId, LastUpdatedTime: this.#context.now() };
    this.#policies.set(PolicyName, policy);
    this.#context.changed();
    return policy;
  }

  delete(input: JsonObject): void {
    const { PolicyName, latest } = this.#expected(input);
    if (latest === NO_REVISION) throw invalidRequest(`There is no resource policy ${PolicyName}`);
    this.#policies.delete(PolicyName);
    this.#context.changed();
  }

  toJSON(): JsonObject {
    return { policies: this.list() };
  }

  #expected(input: JsonObject): { readonly PolicyName: string; readonly latest: string } {
    const PolicyName = required('PolicyName', textMember(input, 'PolicyName', NAME));
    const latest = this.#policies.get(PolicyName)?.PolicyRevisionId ?? NO_REVISION;
    const given = textMember(input, 'PolicyRevisionId') ?? latest;
    if (given === latest) return { PolicyName, latest };
    const message = `PolicyRevisionId of ${PolicyName} must be ${latest}, found ${given}`;
    throw refusedPolicy('InvalidPolicyRevisionId', message);
  }
}

function refuseDocument(document: string): void {
  const bytes = Buffer.byteLength(document);
  if (bytes > LARGEST_DOCUMENT_BYTES)
    throw refusedPolicy(
      'PolicySizeLimitExceeded',
      `PolicyDocument must be of at most ${LARGEST_DOCUMENT_BYTES} bytes, found ${bytes}`,
    );
  if (!Array.isArray(parseJsonObject(document)?.Statement))
    throw refusedPolicy(
      'MalformedPolicyDocument',
      'PolicyDocument must be a JSON object with a list Statement',
    );
}

function refusedPolicy(reason: string, message: string): ServiceFailure {
  return new ServiceFailure(`${reason}Exception`, 400, message);
}

function readKept(kept: JsonObject): ResourcePolicy {
  return {
    PolicyName: required('PolicyName', textMember(kept, 'PolicyName', NAME)),
    PolicyDocument: required('PolicyDocument', textMember(kept, 'PolicyDocument')),
    PolicyRevisionId: required('PolicyRevisionId', textMember(kept, 'PolicyRevisionId')),
    LastUpdatedTime: required('LastUpdatedTime', numberMember(kept, 'LastUpdatedTime', { min: 0 })),
  };
}
