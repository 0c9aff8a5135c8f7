import type { Command, CommandName } from '../command';
import type { Run } from '../io';

/**
 * How each command runs. A module is loaded when its command is asked for, so that help and misuse need no SDK;
 * by `require`, because the files run as CommonJS, where `import()` would look for an ES module.
 */
export const commands: {
  readonly [N in CommandName]: Run<Extract<Command, { command: N }>>;
} = {
  replay: (command, io) => (require('./replay') as typeof import('./replay')).replay(command, io),
  watch: (command, io) => (require('./watch') as typeof import('./watch')).watch(command, io),
  backfill: (command, io) => (require('./backfill') as typeof import('./backfill')).backfill(command, io),
  backtest: (command, io) => (require('./backtest') as typeof import('./backtest')).backtest(command, io),
  record: (command, io) => (require('./record') as typeof import('./record')).record(command, io),
  approve: (command, io) => deciding().decideCommand(command, io),
  deny: (command, io) => deciding().decideCommand(command, io),
  benign: (command, io) => deciding().decideCommand(command, io),
  ack: (command, io) => deciding().decideCommand(command, io),
  mute: (command, io) => deciding().decideCommand(command, io),
  unmute: (command, io) => deciding().decideCommand(command, io),
  rebase: (command, io) => deciding().decideCommand(command, io),
  decisions: (command, io) => (require('./decisions') as typeof import('./decisions')).decisions(command, io),
  baseline: (command, io) => (require('./baseline') as typeof import('./baseline')).baseline(command, io),
  'test-alert': (command, io) =>
    (require('./test-alert') as typeof import('./test-alert')).testAlert(command, io),
  canary: (command, io) => (require('./canary') as typeof import('./canary')).canary(command, io),
  emulator: (command, io) => (require('./emulator') as typeof import('./emulator')).emulator(command, io),
};

const deciding = (): typeof import('./decide') => require('./decide');
