import { invalidRequest } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { numberMember, objectsMember, required, textMember } from '../wire/members';
import { groupArn } from './arn';
import type { ControlContext } from './context';
import { type Group, type GroupVersion, readFilter, readInsights } from './group';

/** Whom a request means: by name, by ARN, or by both when they agree. */
export interface GroupReference {
  readonly name?: string | undefined;
  readonly arn?: string | undefined;
}

const MOST_GROUPS = 25;
const NAME = { min: 1, max: 32 };
const NO_INSIGHTS = { InsightsEnabled: false, NotificationsEnabled: false };

/** The group that filters nothing and is always there. */
const DEFAULT: Group = {
  name: 'Default',
  arn: groupArn('Default', 0),
  versions: [{ since: 0, filterExpression: '' }],
  insights: NO_INSIGHTS,
};

/** Reads which group a request names; undefined members when it names none. */
export function groupReference(input: JsonObject): GroupReference {
  return {
    name: textMember(input, 'GroupName', NAME),
    arn: textMember(input, 'GroupARN', { min: 1, max: 400 }),
  };
}

/** The groups of the account: up to 25 of one's own, and the reserved group Default. */
export class Groups {
  readonly #context: ControlContext;
  readonly #groups = new Map<string, Group>([['Default', DEFAULT]]);

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject | undefined) {
    this.#context = context;
    for (const group of (kept && objectsMember(kept, 'groups', MOST_GROUPS + 1)) ?? []) {
      const restored = readKept(group);
      this.#groups.set(restored.name, restored);
    }
  }

  /** By name. */
  list(): readonly Group[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The group, if there is one and both name and ARN, where given, are its own. */
  find({ name, arn }: GroupReference): Group | undefined {
    return this.list().find(
      (group) =>
        (name !== undefined || arn !== undefined) &&
        (name === undefined || group.name === name) &&
        (arn === undefined || group.arn === arn),
    );
  }

  /** The group a request names. Throws InvalidRequestException when it names none, or one that is not there. */
  named(input: JsonObject): Group {
    const reference = groupReference(input);
    const { name, arn } = reference;
    if (name === undefined && arn === undefined) throw invalidRequest('GroupName or GroupARN is required');
    const group = this.find(reference);
    if (group) return group;
    throw invalidRequest(`Group ${[name, arn].filter(Boolean).join(' with ')} was not found`);
  }

  create(input: JsonObject): Group {
    const name = required('GroupName', textMember(input, 'GroupName', NAME));
    if (this.#groups.has(name)) throw invalidRequest(`There is already a group with GroupName ${name}`);
    if (this.#groups.size > MOST_GROUPS)
      throw invalidRequest(`There are already ${MOST_GROUPS} groups beside Default; delete one first`);
    const since = this.#context.now();
    const versions = [{ since, filterExpression: readFilter(input) ?? '' }];
    const insights = readInsights(input, NO_INSIGHTS);
    return this.#put({ name, arn: groupArn(name, since), versions, insights });
  }

  /** Changes what is given; another filter begins a version. */
  update(input: JsonObject): Group {
    const group = this.named(input);
    const versions = this.#continued(group, readFilter(input));
    if (group.name === 'Default' && versions !== group.versions)
      throw invalidRequest('FilterExpression of the group Default cannot be changed');
    return this.#put({ ...group, versions, insights: readInsights(input, group.insights) });
  }

  delete(input: JsonObject): Group {
    const group = this.named(input);
    if (group.name === 'Default') throw invalidRequest('The group Default cannot be deleted');
    this.#groups.delete(group.name);
    this.#context.changed();
    return group;
  }

  toJSON(): JsonObject {
    return { groups: this.list() };
  }

  #continued({ versions }: Group, filterExpression: string | undefined): readonly GroupVersion[] {
    if (filterExpression === undefined || versions.at(-1)?.filterExpression === filterExpression)
      return versions;
    return [...versions, { since: this.#context.now(), filterExpression }];
  }

  #put(group: Group): Group {
    this.#groups.set(group.name, group);
    this.#context.changed();
    return group;
  }
}

/** A kept filter is not parsed anew: it was valid when it was taken. */
function readKept(kept: JsonObject): Group {
  const versions = required('versions', objectsMember(kept, 'versions'));
  return {
    name: required('name', textMember(kept, 'name', NAME)),
    arn: required('arn', textMember(kept, 'arn')),
    versions: versions.map((version) => ({
      since: required('since', numberMember(version, 'since', { min: 0 })),
      filterExpression: textMember(version, 'filterExpression') ?? '',
    })),
    insights: readInsights({ InsightsConfiguration: kept.insights }, NO_INSIGHTS),
  };
}
