import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../../emulator/store/folder-lock';
import { withFolder } from '../support/folder';

/** Another process that does nothing. */
async function other(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6); console.log(1)']);
  await once(child.stdout, 'data');
  return child;
}

let sleeper: ChildProcess;
beforeAll(async () => {
  sleeper = await other();
});
afterAll(() => sleeper.kill());

test('a folder is made, held, and let go of', () =>
  withFolder((parent) => {
    const folder = join(parent, 'a', 'b');
    const unlock = lockFolder(folder);
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(`${process.pid}\n`);
    expect(() => lockFolder(folder)).toThrow(
      `The data folder ${folder} is in use by process ${process.pid};`,
    );
    unlock();
    expect(readdirSync(folder)).toEqual([]);
    lockFolder(folder)();
  }));

test('the same folder by another name is the same folder', () =>
  withFolder((folder) => {
    const unlock = lockFolder(folder);
    symlinkSync(folder, join(folder, 'again'));
    expect(() => lockFolder(join(folder, 'again'))).toThrow('in use');
    unlock();
  }));

test('a folder that a living process holds is refused, naming the process, and its lock stays', () =>
  withFolder((folder) => {
    writeFileSync(join(folder, 'lock'), `${sleeper.pid}\n`);
    expect(() => lockFolder(folder)).toThrow(
      `in use by process ${sleeper.pid}; stop it, or choose another folder`,
    );
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(`${sleeper.pid}\n`);
  }));

test('the lock of a dead process is taken over, and so is one with the number this process has, as in a container', async () => {
  const dead = await other();
  dead.kill('SIGKILL');
  await once(dead, 'exit');
  for (const pid of [dead.pid, process.pid]) {
    withFolder((folder) => {
      writeFileSync(join(folder, 'lock'), `${pid}\n`);
      const unlock = lockFolder(folder);
      expect(readdirSync(folder)).toEqual(['lock']);
      unlock();
      expect(existsSync(join(folder, 'lock'))).toBe(false);
    });
  }
});

test.each(['', 'nonsense', '-1', '1.5'])('a lock that reads %p is an error that says what to do', (text) =>
  withFolder((folder) => {
    writeFileSync(join(folder, 'lock'), text);
    expect(() => lockFolder(folder)).toThrow(
      'names no process; delete it if no other process uses the folder',
    );
  }),
);
