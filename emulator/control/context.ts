/** What every part of the control plane is told when it is made. */
export interface ControlContext {
  /** The clock, epoch seconds. */
  readonly now: () => number;
  /** To be called after every change of what a snapshot keeps. */
  readonly changed: () => void;
  /** How long a new encryption key or destination takes to become active, seconds. */
  readonly settleSeconds: number;
}
