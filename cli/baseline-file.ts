import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import type { ReviewedBaseline } from '../analysis/review/reviewed';
import { exits, Refused } from './exit';

const service = z.strictObject({
  name: z.string().min(1),
  type: z.string().optional(),
  account: z.string().optional(),
});
const file = z.object({
  scope: z.string(),
  subjects: z.array(
    z.looseObject({
      kind: z.enum(['node', 'call', 'link']),
      from: service.optional(),
      to: service,
      standing: z.enum(['candidate', 'learned', 'approved', 'denied']),
    }),
  ),
});

/** A reviewed baseline as YAML, the same text for the same baseline. */
export const baselineText = (baseline: ReviewedBaseline): string =>
  `# Who calls whom, as tracenorm knows it. Change a standing to approved or denied, then: tracenorm baseline import FILE\n${stringify(baseline, { lineWidth: 0, aliasDuplicateObjects: false })}`;

/**
 * Reads a reviewed file.
 * @throws Refused naming what is wrong and where
 */
export async function readBaselineFile(path: string): Promise<ReviewedBaseline> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new Refused(exits.failed, `${path} cannot be read: ${cause.message}`, { cause });
  });
  const parsed = file.safeParse(parsedYaml(path, text));
  if (parsed.success) return parsed.data as unknown as ReviewedBaseline;
  const mistakes = parsed.error.issues
    .slice(0, 10)
    .map(({ path: at, message }) => `  ${at.join('.') || 'the file'}: ${message}`);
  throw new Refused(exits.misuse, `${path} is no baseline file:\n${mistakes.join('\n')}`);
}

function parsedYaml(path: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    throw new Refused(exits.misuse, `${path} is not YAML: ${(cause as Error).message}`, { cause });
  }
}
