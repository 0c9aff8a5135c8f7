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

/** One claim with its documents sent. */
interface Scene<View> {
  readonly told: Told<View>;
  readonly story: Story;
  /** Why a document was not taken. */
  readonly failure: unknown;
}

/** Judges a claim by the last reading; throws what is not as claimed. */
type Judge = (told: unknown) => void;

/**
 * Claims that share their readings, to spare requests: the documents of all are sent, then it is read until all
 * are seen as claimed, or patience ends; each is judged by the last reading.
 */
export function seenTogether<View>(claims: readonly Told<View>[], read: Read<View>): readonly Behaviour[] {
  let judge: Promise<Judge> | undefined;
  return claims.map((told) => ({
    ...told,
    check: async (service: TestedService) => {
      judge ??= performed(service, claims, read);
      (await judge)(told);
    },
  }));
}

async function performed<View>(
  service: TestedService,
  claims: readonly Told<View>[],
  read: Read<View>,
): Promise<Judge> {
  const scenes: Scene<View>[] = [];
  for (const told of claims) scenes.push(await staged(service, told));
  const taken = scenes.filter(({ failure }) => failure === undefined);
  const stories = taken.map(({ story }) => story);
  let viewOf: ((story: Story) => View) | undefined;
  const look = async () => {
    viewOf = await read(service, stories);
    for (const { told, story } of taken) told.shows(viewOf(story), story);
  };
  const [ended] = await Promise.allSettled([lastingly(service, look)]);
  return (told) => {
    const scene = scenes.find((one) => one.told === told);
    if (!scene) throw new Error('only claims that were sent can be judged');
    if (scene.failure !== undefined) throw scene.failure;
    if (viewOf) return scene.told.shows(viewOf(scene.story), scene.story);
    throw ended.status === 'rejected' ? ended.reason : new Error('nothing was read');
  };
}

async function staged<View>(service: TestedService, told: Told<View>): Promise<Scene<View>> {
  const story = new Story();
  const [sent] = await Promise.allSettled([send(service, ...told.sends(story))]);
  return { told, story, failure: sent.status === 'rejected' ? sent.reason : undefined };
}
