import { ControlPlane } from '../../../emulator/control/control-plane';
import type { World } from '../../../emulator/operations/operation';
import { operations } from '../../../emulator/operations/table';
import { ServiceFailure } from '../../../emulator/wire/failure';
import type { JsonObject } from '../../../emulator/wire/json';
import { worldOf as emulatorWorld } from '../../../emulator/world';

/** A world with this control plane and nothing else in it. */
export function worldOf(control: ControlPlane, now: () => number): World {
  return { ...emulatorWorld({ now, listPageSize: 1000 }), control };
}

/** A new control plane at this clock. */
export function newControl(now: () => number, onChange?: () => void): ControlPlane {
  return new ControlPlane({ now, sampling: { reservoirSize: 1, fixedRate: 0.05 }, onChange });
}

/** What an operation answers, or the refusal it throws; any other failure is thrown. */
export function ask(path: string, input: JsonObject, world: World): JsonObject | ServiceFailure {
  const operation = operations.get(path);
  if (!operation) throw new Error(`there is no operation at ${path}`);
  try {
    return operation(input, world);
  } catch (failure) {
    if (failure instanceof ServiceFailure) return failure;
    throw failure;
  }
}
