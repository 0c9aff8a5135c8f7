import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type MappedClock, mappedClock } from '../clock';
import { systemDuring } from '../incidents';
import { type Random, randomStream } from '../random';
import { system } from '../system';
import type { System } from '../system/shape';
import { seedIn } from './environment';
import { type Ports, type ProcessName, parseToChild, type ToParent } from './messages';

/** What a process of the live system knows of the others and of the time. */
export interface Surroundings {
  readonly random: Random;
  readonly clock: MappedClock;
  /** Where the processes listen. */
  readonly ports: Ports;
  /** The system as it is meant to behave now, incidents included. */
  system(): System;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Turns this process into one part of the live system: serves HTTP on a free loopback port, follows the parent's
 * messages and ends with the parent. It answers 503 until the parent lets it begin.
 */
export function serveAsChild(name: ProcessName, begin: (around: Surroundings) => Handler): void {
  const random = randomStream(seedIn(process.env), `live:${name}`);
  let current = system;
  let handler: Handler = async (_request, response) => void response.writeHead(503).end();
  process.on('message', (message) => {
    const told = parseToChild(message);
    if (told === undefined) return;
    if (told.kind === 'incidents') current = systemDuring(system, new Set(told.active));
    else
      handler = begin({ random, clock: mappedClock(told.clock), ports: told.ports, system: () => current });
    tell({ kind: 'done' });
  });
  process.on('disconnect', () => process.exit(0));
  const server = createServer((request, response) => {
    handler(request, response).catch((error: unknown) => {
      console.error(`${name} failed to answer:`, error);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) tell({ kind: 'listening', port: address.port });
  });
}

function tell(message: ToParent): void {
  process.send?.(message);
}
