import type { Topic } from '../analysis/model/record';
import type { TimeWindow } from '../analysis/model/window';

/** Where X-Ray is asked: `undefined` leaves it to the environment, as every AWS tool does. */
export interface AwsAccess {
  readonly profile: string | undefined;
  readonly region: string | undefined;
  /** X-Ray group. */
  readonly group: string | undefined;
}

/** Where a scope's memory lies: a folder on this machine, or a DynamoDB table. At most one is given. */
export interface StorePlace {
  readonly store: string | undefined;
  readonly table: string | undefined;
}

export interface WatchCommand extends AwsAccess, StorePlace {
  readonly command: 'watch';
  readonly once: boolean;
  readonly settings: string | undefined;
  readonly json: boolean;
}

export interface ReplayCommand {
  readonly command: 'replay';
  readonly recordings: readonly string[];
  readonly learn: readonly TimeWindow[];
  readonly rebase: readonly TimeWindow[];
  readonly settings: string | undefined;
  /** File for the transitions; `-` is standard output. */
  readonly json: string | undefined;
}

export interface RecordCommand extends AwsAccess {
  readonly command: 'record';
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly out: string;
  readonly windowSeconds: number | undefined;
  /** Trace summaries kept of each window at most; without it none are asked for. */
  readonly traces: number | undefined;
  readonly settings: string | undefined;
  readonly json: boolean;
}

export interface BackfillCommand extends AwsAccess, StorePlace {
  readonly command: 'backfill';
  readonly days: number;
  readonly settings: string | undefined;
  readonly json: boolean;
}

export interface BacktestCommand extends AwsAccess, StorePlace {
  readonly command: 'backtest';
  readonly days: number;
  readonly learn: readonly TimeWindow[];
  readonly settings: string | undefined;
  readonly json: boolean;
}

/** A person's word on findings, calls or services. */
interface WordCommand<N extends string> extends AwsAccess, StorePlace {
  readonly command: N;
  readonly targets: readonly string[];
  readonly reason: string;
  /** Decide Lambda that takes it; without one it is written to the memory that is named. */
  readonly function: string | undefined;
  readonly settings: string | undefined;
  readonly json: boolean;
}

export type ApproveCommand = WordCommand<'approve'>;
export type DenyCommand = WordCommand<'deny'>;
export type BenignCommand = WordCommand<'benign'>;
export type AckCommand = WordCommand<'ack'>;
export type UnmuteCommand = WordCommand<'unmute'>;

export interface MuteCommand extends WordCommand<'mute'> {
  readonly forSeconds: number | undefined;
  /** Epoch seconds. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly everySeconds: number | undefined;
}

export interface RebaseCommand extends WordCommand<'rebase'> {
  readonly all: boolean;
}

export type DecideCommand =
  | ApproveCommand
  | DenyCommand
  | BenignCommand
  | AckCommand
  | MuteCommand
  | UnmuteCommand
  | RebaseCommand;

/** The baseline as a file that people review. */
export interface BaselineCommand extends AwsAccess, StorePlace {
  readonly command: 'baseline';
  readonly action: 'export' | 'check' | 'import';
  /** The file that is checked or imported; export writes to standard output. */
  readonly file: string | undefined;
  readonly reason: string | undefined;
  readonly settings: string | undefined;
  readonly json: boolean;
}

/** Lists what people decided. */
export interface DecisionsCommand extends AwsAccess, StorePlace {
  readonly command: 'decisions';
  readonly settings: string | undefined;
  readonly json: boolean;
}

/** Sends a sample to every channel that is named. */
export interface TestAlertCommand extends Pick<AwsAccess, 'profile' | 'region'> {
  readonly command: 'test-alert';
  /** Topics by ARN, the event bus by name or ARN; at least one. */
  readonly channels: readonly { readonly topic: Topic; readonly to: string }[];
}

/** Sends one marked trace and follows it; to the alert where a memory is named. */
export interface CanaryCommand extends AwsAccess, StorePlace {
  readonly command: 'canary';
  readonly timeoutSeconds: number;
  readonly settings: string | undefined;
}

/** An address; port 0 is any that is free. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface EmulatorCommand extends Place {
  readonly command: 'emulator';
  /** Where the daemon listens; without it there is none. At X-Ray's own place both share the number. */
  readonly daemon: Place | undefined;
  readonly recordings: readonly string[];
  /** File with a fault plan. */
  readonly faults: string | undefined;
  /** Folder in which traces survive a restart. */
  readonly data: string | undefined;
  readonly memoryMegabytes: number | undefined;
}

/** What a person asked for, as data: a new command is a new member here. */
export type Command =
  | WatchCommand
  | ReplayCommand
  | RecordCommand
  | BackfillCommand
  | BacktestCommand
  | EmulatorCommand
  | DecideCommand
  | DecisionsCommand
  | BaselineCommand
  | TestAlertCommand
  | CanaryCommand;

export type CommandName = Command['command'];

/** The arguments as data: a command, a question about one, or what is wrong with them. */
export type Parsed =
  | Command
  | { readonly command: 'help'; readonly topic: CommandName | undefined }
  | { readonly command: 'version' }
  | {
      readonly command: 'misuse';
      /** One sentence a mistake: what, where, and what to do. */
      readonly mistakes: readonly string[];
      readonly topic: CommandName | undefined;
    };
