import { invalidRequest, ServiceFailure } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { numberMember, objectMember, objectsMember, refusal, required, textMember } from '../wire/members';
import { ruleArn } from './arn';
import type { ControlContext } from './context';
import { type DefaultSampling, defaultRule, refuseMatching } from './default-rule';
import { readRule, type SamplingRule } from './sampling-rule';

/** A rule and when it was made and last changed, epoch seconds. */
export interface SamplingRuleRecord {
  readonly SamplingRule: SamplingRule;
  readonly CreatedAt: number;
  readonly ModifiedAt: number;
}

const MOST_CUSTOM_RULES = 25;
const NAME = { min: 1, max: 32 };

/**
 * The sampling rules of the account: up to 25 of one's own, and the Default rule that is always there.
 * Two rules may have one priority: SDKs then go by name.
 */
export class SamplingRules {
  readonly #context: ControlContext;
  readonly #records = new Map<string, SamplingRuleRecord>();
  #lastModification: number;

  /** @param kept what `toJSON` once gave; without it there is the Default rule only */
  constructor(context: ControlContext, sampling: DefaultSampling, kept: JsonObject | undefined) {
    this.#context = context;
    const now = context.now();
    this.#lastModification = (kept && numberMember(kept, 'lastModification', { min: 0 })) ?? now;
    const fallback = { SamplingRule: defaultRule(sampling), CreatedAt: now, ModifiedAt: now };
    this.#records.set('Default', fallback);
    for (const record of (kept && objectsMember(kept, 'records', MOST_CUSTOM_RULES + 1)) ?? [])
      this.#restore(record);
  }

  /** When a rule was last made, changed or deleted, epoch seconds. */
  get lastModification(): number {
    return this.#lastModification;
  }

  /** In the order in which SDKs ask them. */
  list(): readonly SamplingRuleRecord[] {
    return [...this.#records.values()].sort(
      ({ SamplingRule: a }, { SamplingRule: b }) =>
        a.Priority - b.Priority || (a.RuleName < b.RuleName ? -1 : 1),
    );
  }

  get(name: string): SamplingRule | undefined {
    return this.#records.get(name)?.SamplingRule;
  }

  /** Makes a rule. Throws InvalidRequestException, or RuleLimitExceededException from the 26th on. */
  create(input: JsonObject): SamplingRuleRecord {
    const name = required('RuleName', textMember(input, 'RuleName', NAME));
    if (input.RuleARN) throw invalidRequest('RuleARN must be left out of a new rule: X-Ray makes it');
    if (required('Version', input.Version) !== 1) throw refusal('Version', '1', input.Version);
    if (this.#records.has(name))
      throw invalidRequest(`There is already a sampling rule with RuleName ${name}`);
    const SamplingRule = readRule(input, { RuleName: name, RuleARN: ruleArn(name) });
    if (this.#records.size > MOST_CUSTOM_RULES) throw ruleLimitExceeded();
    const now = this.#context.now();
    return this.#put({ SamplingRule, CreatedAt: now, ModifiedAt: now });
  }

  /** Changes the members that are given. Of the Default rule only its rate, reservoir and boost can change. */
  update(input: JsonObject): SamplingRuleRecord {
    const { SamplingRule: old, CreatedAt } = this.#named(input);
    if (old.RuleName === 'Default') refuseMatching(input);
    const SamplingRule = readRule(input, old);
    return this.#put({ SamplingRule, CreatedAt, ModifiedAt: this.#context.now() });
  }

  /** Deletes a rule and answers what it was. */
  delete(input: JsonObject): SamplingRuleRecord {
    const record = this.#named(input);
    const { RuleName } = record.SamplingRule;
    if (RuleName === 'Default') throw invalidRequest('The sampling rule Default cannot be deleted');
    this.#records.delete(RuleName);
    this.#modified();
    return record;
  }

  toJSON(): JsonObject {
    return { lastModification: this.#lastModification, records: this.list() };
  }

  #named(input: JsonObject): SamplingRuleRecord {
    const name = textMember(input, 'RuleName', NAME);
    const arn = textMember(input, 'RuleARN');
    if ((name === undefined) === (arn === undefined))
      throw invalidRequest('Either RuleName or RuleARN is required, and not both');
    const record = this.#records.get(name ?? arn?.split(':sampling-rule/')[1] ?? '');
    if (record && (name !== undefined || record.SamplingRule.RuleARN === arn)) return record;
    throw invalidRequest(`There is no sampling rule ${name ?? arn}`);
  }

  #put(record: SamplingRuleRecord): SamplingRuleRecord {
    this.#records.set(record.SamplingRule.RuleName, record);
    this.#modified();
    return record;
  }

  #modified(): void {
    this.#lastModification = this.#context.now();
    this.#context.changed();
  }

  /** The Default rule's priority is out of everybody else's bounds, so it is not read. */
  #restore(kept: JsonObject): void {
    const input = required('SamplingRule', objectMember(kept, 'SamplingRule'));
    const name = required('RuleName', textMember(input, 'RuleName', NAME));
    const fixed = this.get(name) ?? { RuleName: name, RuleARN: ruleArn(name) };
    const SamplingRule = readRule(name === 'Default' ? { ...input, Priority: null } : input, fixed);
    const CreatedAt = required('CreatedAt', numberMember(kept, 'CreatedAt', { min: 0 }));
    const ModifiedAt = required('ModifiedAt', numberMember(kept, 'ModifiedAt', { min: 0 }));
    this.#records.set(name, { SamplingRule, CreatedAt, ModifiedAt });
  }
}

function ruleLimitExceeded(): ServiceFailure {
  const message = `There are already ${MOST_CUSTOM_RULES} sampling rules beside Default; delete one first`;
  return new ServiceFailure('RuleLimitExceededException', 400, message);
}
