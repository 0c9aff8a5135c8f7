import type { Raw } from '../../support/documents';
import type { Behaviour, Claim } from './behaviour';
import { send } from './put';
import type { TestedService } from './service';
import { lastingly } from './settle';
import { Story } from './story';

/** A claim about what is seen of documents. */
export interface Told<View> extends Claim {
  /** The documents, each list in a request of its own. */
  readonly sends: (story: Story) => readonly (readonly Raw[])[];
  /** Asserts what is seen of them. */
  readonly shows: (view: View, story: Story) => void;
}

/** Reads all that the stories of an area need, and answers how each of them is seen. */
export type Read<View> = (
  service: TestedService,
  stories: readonly Story[],
) => Promise<(story: Story) => View>;

/** One claim with its documents under way. */
interface Scene<View> {
  readonly told: Told<View>;
  readonly story: Story;
  /** Why a document was not taken. */
  readonly failure: unknown;
}

/**
 * Claims that share their readings, to spare requests: the documents of all are sent, then it is read until all
 * are seen as claimed, or patience ends; each is judged by the last reading.
 */
export function seenTogether<View>(claims: readonly Told<View>[], read: Read<View>): readonly Behaviour[] {
  let performance: Promise<ReadonlyMap<Told<View>, () => void>> | undefined;
  return claims.map((told) => ({
    ...told,
    check: async (service: TestedService) => {
      performance ??= perform(service, claims, read);
      (await performance).get(told)?.();
    },
  }));
}

async function perform<View>(
  service: TestedService,
  claims: readonly Told<View>[],
  read: Read<View>,
): Promise<ReadonlyMap<Told<View>, () => void>> {
  const scenes: Scene<View>[] = [];
  for (const told of claims) scenes.push(await staged(service, told));
  const taken = scenes.filter(({ failure }) => failure === undefined);
  let viewOf: ((story: Story) => View) | undefined;
  const look = async () => {
    viewOf = await read(
      service,
      taken.map(({ story }) => story),
    );
    for (const { told, story } of taken) told.shows(viewOf(story), story);
  };
  const ended = await Promise.allSettled([lastingly(service, look)]);
  return new Map(
    scenes.map(({ told, story, failure }) => [
      told,
      () => {
        if (failure !== undefined) throw failure;
        if (!viewOf) throw ended[0].status === 'rejected' ? ended[0].reason : new Error('nothing was read');
        told.shows(viewOf(story), story);
      },
    ]),
  );
}

async function staged<View>(service: TestedService, told: Told<View>): Promise<Scene<View>> {
  const story = new Story();
  try {
    await send(service, ...told.sends(story));
    return { told, story, failure: undefined };
  } catch (failure) {
    return { told, story, failure };
  }
}
