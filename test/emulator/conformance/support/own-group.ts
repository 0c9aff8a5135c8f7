import {
  CreateGroupCommand,
  type CreateGroupCommandInput,
  DeleteGroupCommand,
  type Group,
} from '@aws-sdk/client-xray';
import type { TestedService } from './service';

/** A group that a case made. */
export interface OwnGroup {
  readonly group: Group;
  /** Deletes it, as happens at the end in any case. */
  readonly remove: () => Promise<void>;
}

/** Makes a group, and sees to its deletion. */
export async function ownGroup(service: TestedService, input: CreateGroupCommandInput): Promise<OwnGroup> {
  const { Group: group } = await service.client.send(new CreateGroupCommand(input));
  const { GroupName } = input;
  const remove = service.afterwards(() => service.client.send(new DeleteGroupCommand({ GroupName })));
  if (!group) throw new Error(`CreateGroup of ${GroupName} answered no Group`);
  return { group, remove };
}
