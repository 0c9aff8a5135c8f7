import { createHash } from 'node:crypto';

const PREFIX = 'arn:aws:xray:us-east-1:000000000000';

/** The name of a sampling rule in all of AWS. */
export function ruleArn(name: string): string {
  return `${PREFIX}:sampling-rule/${name}`;
}

/**
 * The name of a group in all of AWS. It ends in an id, so that a group made anew under an old name is another one;
 * the id is a hash of the name and the moment (epoch seconds). The reserved group Default has none.
 */
export function groupArn(name: string, since: number): string {
  if (name === 'Default') return `${PREFIX}:group/Default`;
  const hash = createHash('sha256').update(`${name}\n${since}`).digest('hex');
  return `${PREFIX}:group/${name}/${hash.slice(0, 26).toUpperCase()}`;
}
