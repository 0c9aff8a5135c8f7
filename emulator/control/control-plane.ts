import { isJsonObject, type JsonObject } from '../wire/json';
import { objectMember } from '../wire/members';
import type { ControlContext } from './context';
import type { DefaultSampling } from './default-rule';
import { Encryption } from './encryption';
import { Groups } from './groups';
import { ReservoirShares } from './reservoir-shares';
import { ResourcePolicies } from './resource-policies';
import { SamplingRules } from './sampling-rules';
import { SamplingStatistics } from './sampling-statistics';
import { Tags } from './tags';
import { Telemetry } from './telemetry';
import { TransactionSearch } from './transaction-search';

/** How a control plane is to behave. */
export interface ControlOptions {
  /** The clock, epoch seconds. */
  readonly now: () => number;
  /** The Default sampling rule of a new control plane; a restored one keeps its own. */
  readonly sampling: DefaultSampling;
  /** How long a new encryption key or destination takes to become active, seconds. @default 5 */
  readonly settleSeconds?: number | undefined;
  /** Called after every change of what a snapshot keeps, also several times for one request. @default nothing */
  readonly onChange?: (() => void) | undefined;
}

const SETTLE_SECONDS = 5;
const SNAPSHOT_VERSION = 1;

/** What operators set in X-Ray, as opposed to the traces: rules, groups, encryption, destination, and so on. */
export class ControlPlane {
  readonly samplingRules: SamplingRules;
  readonly samplingStatistics: SamplingStatistics;
  readonly reservoirShares: ReservoirShares;
  readonly groups: Groups;
  readonly tags: Tags;
  readonly resourcePolicies: ResourcePolicies;
  readonly encryption: Encryption;
  readonly transactionSearch: TransactionSearch;
  readonly telemetry: Telemetry;

  /** @param kept what `snapshot` once gave, of which a part may be missing; see `restore` */
  constructor(options: ControlOptions, kept: JsonObject = {}) {
    const { now, sampling, settleSeconds = SETTLE_SECONDS, onChange } = options;
    const context: ControlContext = { now, settleSeconds, changed: () => onChange?.() };
    const part = (name: string) => objectMember(kept, name);
    this.samplingRules = new SamplingRules(context, sampling, part('samplingRules'));
    this.samplingStatistics = new SamplingStatistics(context, part('samplingStatistics'));
    this.reservoirShares = new ReservoirShares(context, part('reservoirShares'));
    this.groups = new Groups(context, part('groups'));
    this.tags = new Tags(context, part('tags'));
    this.resourcePolicies = new ResourcePolicies(context, part('resourcePolicies'));
    this.encryption = new Encryption(context, part('encryption'));
    this.transactionSearch = new TransactionSearch(context, part('transactionSearch'));
    this.telemetry = new Telemetry(context, part('telemetry'));
  }

  /** Everything, as JSON that `restore` takes. */
  snapshot(): JsonObject {
    return {
      version: SNAPSHOT_VERSION,
      samplingRules: this.samplingRules.toJSON(),
      samplingStatistics: this.samplingStatistics.toJSON(),
      reservoirShares: this.reservoirShares.toJSON(),
      groups: this.groups.toJSON(),
      tags: this.tags.toJSON(),
      resourcePolicies: this.resourcePolicies.toJSON(),
      encryption: this.encryption.toJSON(),
      transactionSearch: this.transactionSearch.toJSON(),
      telemetry: this.telemetry.toJSON(),
    };
  }

  /** A control plane that answers as the one did that gave the snapshot. Throws when it is none. */
  static restore(options: ControlOptions, snapshot: unknown): ControlPlane {
    if (!isJsonObject(snapshot) || snapshot.version !== SNAPSHOT_VERSION)
      throw new Error(`The kept control plane must be a JSON object of version ${SNAPSHOT_VERSION}`);
    try {
      return new ControlPlane(options, snapshot);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : cause;
      throw new Error(`The kept control plane cannot be read: ${reason}`, { cause });
    }
  }
}
