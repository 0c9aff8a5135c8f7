import type { Assessment } from '../model/assessment';
import type { Finding, Resolution } from '../model/finding';
import type { Read } from '../model/read';
import type { Settings } from '../model/settings';
import { levelKinds } from './kinds';

/**
 * Why a firing finding ends now, or undefined while it lasts. A window that was compared speaks for its end even where
 * it is insufficient data: to begin takes far more than to go on.
 */
export function endOf(
  finding: Finding,
  assessment: Assessment | undefined,
  settings: Settings,
): Resolution | undefined {
  if (finding.kind === 'new-edge' || finding.kind === 'new-node') {
    return finding.clean >= settings.forgetNewAfterWindows ? 'not-seen-again' : undefined;
  }
  if (finding.kind === 'new-shape' && assessment?.verdict !== 'insufficientData') {
    return finding.clean >= settings.forgetNewAfterWindows ? 'not-seen-again' : undefined;
  }
  const judged = assessment?.verdict === 'normal' || assessment?.p !== undefined;
  if (judged && finding.clean >= settings.resolveAfterWindows) return 'back-to-normal';
  return finding.clean >= settings.forgetNewAfterWindows ? 'insufficient-data' : undefined;
}

/** A lasting level on which nobody decided, that is no emergency, becomes the norm in the end. */
export function adoption(
  finding: Finding,
  { read, settings }: { readonly read: Read; readonly settings: Settings },
): Resolution | undefined {
  const lasted = read.window.end - finding.startsAt >= settings.adoptSeconds;
  const mayBe = levelKinds.includes(finding.kind) && finding.severity !== 'critical';
  return lasted && mayBe ? 'new-level' : undefined;
}

/** A finding that ends with a read. */
export const resolve = (finding: Finding, resolution: Resolution, read: Read): Finding => ({
  ...finding,
  status: 'resolved',
  resolution,
  endsAt: read.window.end,
  detectedAt: read.window.end,
});
