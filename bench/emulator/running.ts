import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { Usage } from './server-process';

/** What one piece of work took. */
export interface Cost {
  readonly seconds: number;
  /** Of the emulator alone, all threads. */
  readonly cpuSeconds: number;
}

/** An X-Ray Local in another process. */
export interface RunningXRay {
  post(path: string, body: string): Promise<string>;
  usage(): Promise<Usage>;
  /** What the emulator and the clock say of some work. */
  costOf(work: () => Promise<unknown>): Promise<Cost>;
  end(): void;
}

/** Starts one. @param now its clock, which stands still; epoch seconds */
export async function startXRay(memoryBytes: number, now: number): Promise<RunningXRay> {
  const child = fork(join(__dirname, 'server-process.ts'), [String(memoryBytes), String(now)]);
  const [port] = await once(child, 'message');
  const agent = new Agent({ keepAlive: true });
  const usage = async (): Promise<Usage> => {
    child.send('usage');
    const [answer] = await once(child, 'message');
    return answer;
  };
  return {
    post: (path, body) => post({ port, agent, path, body }),
    usage,
    costOf: async (work) => {
      const before = await usage();
      const began = performance.now();
      await work();
      const seconds = (performance.now() - began) / 1_000;
      return { seconds, cpuSeconds: (await usage()).cpuSeconds - before.cpuSeconds };
    },
    end: () => {
      agent.destroy();
      child.disconnect();
    },
  };
}

interface Posting {
  readonly port: number;
  readonly agent: Agent;
  readonly path: string;
  readonly body: string;
}

function post({ port, agent, path, body }: Posting): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent, path, method: 'POST' }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${path} answered ${response.statusCode}: ${text}`));
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.setHeader('content-length', Buffer.byteLength(body));
    sent.end(body);
  });
}
