import { createHash } from 'node:crypto';
import { invalidRequest, resourceNotFound } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { choiceMember, numberMember, objectMember, required, textMember } from '../wire/members';
import type { ControlContext } from './context';

const DESTINATIONS = ['XRay', 'CloudWatchLogs'] as const;
type Destination = (typeof DESTINATIONS)[number];

const HASH_RANGE = 2 ** 32;
const KEY_ARN = {
  form: { pattern: /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/, words: 'the ARN of a KMS key' },
};

/**
 * Where traces go and how many of them are indexed. With the destination XRay all are; with CloudWatchLogs
 * (Transaction Search) GetTraceSummaries and BatchGetTraces see only the share of the indexing rule, 1 % at first.
 */
export class TransactionSearch {
  readonly #context: ControlContext;
  #destination: Destination;
  /** When the destination is in force; until then it is the other one. */
  #activeAt: number;
  #percentage: number;
  #ruleModifiedAt: number;

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject = {}) {
    this.#context = context;
    this.#destination = choiceMember(kept, 'destination', DESTINATIONS) ?? 'XRay';
    this.#activeAt = numberMember(kept, 'activeAt', { min: 0 }) ?? 0;
    this.#percentage = numberMember(kept, 'percentage', { min: 0, max: 100 }) ?? 1;
    this.#ruleModifiedAt = numberMember(kept, 'ruleModifiedAt', { min: 0 }) ?? context.now();
  }

  /** Whether trace summaries and traces are answered for this id; the id's hash decides, always alike. */
  isIndexed(traceId: string): boolean {
    const { Destination, Status } = this.destination();
    const searching = (Destination === 'CloudWatchLogs') === (Status === 'ACTIVE');
    if (!searching) return true;
    const hash = createHash('sha256').update(traceId).digest().readUInt32BE();
    return hash / HASH_RANGE < this.#percentage / 100;
  }

  /** PENDING until the change of destination has settled. */
  destination(): { readonly Destination: Destination; readonly Status: 'PENDING' | 'ACTIVE' } {
    const Status = this.#context.now() < this.#activeAt ? 'PENDING' : 'ACTIVE';
    return { Destination: this.#destination, Status };
  }

  /** Asks for a destination; the one there is already is no change. */
  updateDestination(input: JsonObject): void {
    const destination = choiceMember(input, 'Destination', DESTINATIONS);
    const logs = objectMember(input, 'CloudWatchLogsConfiguration');
    if (logs && destination !== 'CloudWatchLogs')
      throw invalidRequest('CloudWatchLogsConfiguration needs Destination CloudWatchLogs');
    textMember(logs ?? {}, 'SpansLogGroupKmsKeyId', KEY_ARN);
    if (destination === undefined || destination === this.#destination) return;
    this.#destination = destination;
    this.#activeAt = this.#context.now() + this.#context.settleSeconds;
    this.#context.changed();
  }

  /** The one indexing rule there is. */
  indexingRule(): JsonObject {
    const percentage = this.#percentage;
    return {
      Name: 'Default',
      ModifiedAt: this.#ruleModifiedAt,
      Rule: {
        Probabilistic: { DesiredSamplingPercentage: percentage, ActualSamplingPercentage: percentage },
      },
    };
  }

  /** Throws ResourceNotFoundException for any name but Default. */
  updateIndexingRule(input: JsonObject): void {
    const name = required('Name', textMember(input, 'Name', { min: 1, max: 32 }));
    const rule = required('Rule', objectMember(input, 'Rule'));
    const probabilistic = required('Rule.Probabilistic', objectMember(rule, 'Probabilistic'));
    const member = 'DesiredSamplingPercentage';
    const percentage = required(member, numberMember(probabilistic, member, { min: 0, max: 100 }));
    if (name !== 'Default') throw resourceNotFound(`There is no indexing rule ${name}, only Default`, name);
    this.#percentage = percentage;
    this.#ruleModifiedAt = this.#context.now();
    this.#context.changed();
  }

  toJSON(): JsonObject {
    return {
      destination: this.#destination,
      activeAt: this.#activeAt,
      percentage: this.#percentage,
      ruleModifiedAt: this.#ruleModifiedAt,
    };
  }
}
