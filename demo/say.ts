import { styleText } from 'node:util';
import type { SnsMessage } from '../emulator/sns/message';

const terminal = process.stdout.isTTY;

/** Says one line. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Shows how far long work has come: on a terminal in one line, elsewhere only its end is said by others. */
export const showProgress =
  (what: string) =>
  (done: number, all: number): void => {
    if (!terminal) return;
    const bar = '='.repeat(Math.round((done / all) * 40)).padEnd(40);
    process.stdout.write(`\r${what} [${bar}] ${done}/${all}${done === all ? '\n' : ''}`);
  };

/** Shows a message as its reader gets it: subject, then text. */
export function showAlert(message: SnsMessage, now: number, sinceStart: string): void {
  const rule = '-'.repeat(76);
  const severity = message.MessageAttributes.severity?.StringValue ?? '';
  const at = `${new Date(now * 1000).toISOString().slice(0, 19)}Z, ${sinceStart} s after the start`;
  const subject = message.Subject ?? '(no subject)';
  const loud = ['high', 'critical'].includes(severity)
    ? styleText(['bold', 'red'], subject)
    : styleText('bold', subject);
  say(
    `\n${rule}\nSNS  ${message.TopicArn.split(':').at(-1)}  ${at}\nSubject: ${terminal ? loud : subject}\n`,
  );
  say(`${message.Message}${rule}\n`);
}
