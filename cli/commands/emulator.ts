import { once } from 'node:events';
import { createXRayLocal, type XRayLocal } from '../../emulator/server';
import type { EmulatorCommand } from '../command';
import { loadFaultPlan } from '../emulator/fault-plan';
import { listen } from '../emulator/listen';
import { countsText, keptText, whereText } from '../emulator/words';
import { type ExitCode, exits, Refused } from '../exit';
import type { Io } from '../io';
import { count } from '../replay/words';

const MEGABYTE = 1024 * 1024;
const SHOWN_REASONS = 3;
/** How long requests under way may take to end once it is to stop. */
const GRACE_MILLISECONDS = 1000;

/** Runs an X-Ray on this machine until it is stopped; then says what it took and refused, and exits 0. */
export async function emulator(command: EmulatorCommand, io: Io): Promise<ExitCode> {
  const xray = await made(command);
  const { kept } = xray.health();
  if (command.data !== undefined && kept) io.say(keptText(command.data, kept));
  for (const file of command.recordings) io.say(await loaded(xray, file));
  const listening = await listen(xray, command);
  const daemon = listening.daemon?.running;
  await io.out(whereText(listening));
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await Promise.all([daemon?.close(), closed(xray)]);
  for (const reason of daemon?.reasons.slice(-SHOWN_REASONS) ?? [])
    io.say(`a datagram was refused: ${reason}`);
  await io.out(countsText(xray.health(), daemon));
  return exits.done;
}

async function made({ faults, data, memoryMegabytes }: EmulatorCommand): Promise<XRayLocal> {
  return createXRayLocal({
    ...(faults === undefined ? {} : { faults: await loadFaultPlan(faults) }),
    ...(data === undefined ? {} : { dataDirectory: data }),
    ...(memoryMegabytes === undefined ? {} : { memoryBytes: memoryMegabytes * MEGABYTE }),
  });
}

async function loaded(xray: XRayLocal, file: string): Promise<string> {
  const before = xray.recordingErrors.length;
  const windows = await xray.loadRecording(file).catch((cause: Error) => {
    throw new Refused(exits.failed, `${file} cannot be read: ${cause.message}`, { cause });
  });
  const [first, ...others] = xray.recordingErrors.slice(before);
  const refused = first
    ? `, ${count(1 + others.length)} parts refused, the first on line ${first.line}: ${first.message}`
    : '';
  return `${file}: ${count(windows)} windows${refused}`;
}

async function closed(xray: XRayLocal): Promise<void> {
  setTimeout(() => xray.closeAllConnections(), GRACE_MILLISECONDS).unref();
  await new Promise((resolve) => xray.close(resolve));
}
