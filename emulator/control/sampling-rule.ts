import type { JsonObject } from '../wire/json';
import { numberMember, objectMember, refusal, required, textMember } from '../wire/members';

/** Says which requests SDKs record; the members are as the API model names them. */
export interface SamplingRule {
  readonly RuleName: string;
  readonly RuleARN: string;
  readonly ResourceARN: string;
  /** 1 is asked first; 10,000 is the Default rule. */
  readonly Priority: number;
  /** Share of the requests beyond the reservoir, 0..1. */
  readonly FixedRate: number;
  /** Requests a second that are recorded in any case, by all services together. */
  readonly ReservoirSize: number;
  readonly ServiceName: string;
  readonly ServiceType: string;
  readonly Host: string;
  readonly HTTPMethod: string;
  readonly URLPath: string;
  readonly Version: 1;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly SamplingRateBoost?: SamplingRateBoost;
}

/** How far X-Ray may raise a rule's rate while something is wrong. */
export interface SamplingRateBoost {
  /** 0..1 */
  readonly MaxRate: number;
  readonly CooldownWindowMinutes: number;
}

/** Longest texts, in characters (X-Ray API model). */
const LONGEST = {
  ResourceARN: 500,
  ServiceName: 64,
  ServiceType: 64,
  Host: 64,
  HTTPMethod: 10,
  URLPath: 128,
} as const;
const MOST_ATTRIBUTES = 5;
const LONGEST_ATTRIBUTE = 32;

/**
 * Reads a rule: members that are absent are taken from `base`, which names the rule. Throws
 * InvalidRequestException when a member is out of bounds, or in neither of both.
 */
export function readRule(
  input: JsonObject,
  base: Partial<SamplingRule> & Pick<SamplingRule, 'RuleName' | 'RuleARN'>,
): SamplingRule {
  const text = (member: keyof typeof LONGEST) =>
    required(member, textMember(input, member, { max: LONGEST[member] }) ?? base[member]);
  const number = (member: 'Priority' | 'FixedRate' | 'ReservoirSize', bounds: [number, number?]) => {
    const [min, max = Number.POSITIVE_INFINITY] = bounds;
    const given = numberMember(input, member, { min, max, whole: member !== 'FixedRate' });
    return required(member, given ?? base[member]);
  };
  const boost = boostIn(input) ?? base.SamplingRateBoost;
  return {
    RuleName: base.RuleName,
    RuleARN: base.RuleARN,
    ResourceARN: text('ResourceARN'),
    Priority: number('Priority', [1, 9999]),
    FixedRate: number('FixedRate', [0, 1]),
    ReservoirSize: number('ReservoirSize', [0]),
    ServiceName: text('ServiceName'),
    ServiceType: text('ServiceType'),
    Host: text('Host'),
    HTTPMethod: text('HTTPMethod'),
    URLPath: text('URLPath'),
    Version: 1,
    Attributes: attributesIn(input) ?? base.Attributes ?? {},
    ...(boost ? { SamplingRateBoost: boost } : {}),
  };
}

function boostIn(input: JsonObject): SamplingRateBoost | undefined {
  const boost = objectMember(input, 'SamplingRateBoost');
  if (!boost) return undefined;
  const minutes = numberMember(boost, 'CooldownWindowMinutes', { min: 0, whole: true });
  return {
    MaxRate: required('MaxRate', numberMember(boost, 'MaxRate', { min: 0, max: 1 })),
    CooldownWindowMinutes: required('CooldownWindowMinutes', minutes),
  };
}

function attributesIn(input: JsonObject): Record<string, string> | undefined {
  const attributes = objectMember(input, 'Attributes');
  if (!attributes) return undefined;
  const keys = Object.keys(attributes);
  if (keys.length > MOST_ATTRIBUTES)
    throw refusal('Attributes', `at most ${MOST_ATTRIBUTES} attributes`, keys.length);
  const bounds = { min: 1, max: LONGEST_ATTRIBUTE };
  return Object.fromEntries(
    keys.map((key) => {
      if (key === '' || key.length > LONGEST_ATTRIBUTE)
        throw refusal('A key of Attributes', `a text of 1 to ${LONGEST_ATTRIBUTE} characters`, key);
      const path = `Attributes.${key}`;
      return [key, required(path, textMember({ [path]: attributes[key] }, path, bounds))];
    }),
  );
}
