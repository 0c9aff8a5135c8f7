import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type Sampler, samplerOf } from './measure';

/** A piece of work that is measured in a process of its own. */
export interface Sampling {
  readonly sample: Sampler;
  end(): void;
}

/** A process of its own must be compiled from the beginning. CPU seconds. */
const warmUpSeconds = 1.5;

/** What the process sends: nothing when it is ready, then one sample for each question. */
type Answer = { readonly seconds?: number };

/** Starts a file that calls {@link answerSamples}; resolves when its work is warm. */
export async function startSampling(file: string, args: readonly string[]): Promise<Sampling> {
  const child = fork(file, [...args]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process of ${args.join(' ')} ended with ${code}`);
  });
  ended.catch(() => undefined);
  const answer = async (): Promise<Answer> => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message as Answer;
  };
  await answer();
  const sample = async (): Promise<number> => {
    child.send('sample');
    return (await answer()).seconds ?? Number.NaN;
  };
  return { sample, end: () => child.disconnect() };
}

/** The other side: warms the work up and answers each question with a sample until the parent lets go. */
export async function answerSamples(work: () => unknown): Promise<void> {
  const sample = await samplerOf(work, warmUpSeconds);
  process.on('message', () => {
    void sample().then((seconds) => process.send?.({ seconds }));
  });
  process.send?.({});
}
