import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

export const docs = join(__dirname, '..', '..', '..', 'docs');

/** Checks values against a schema of docs/schema; returns every mistake, none for a good value. */
export function checker(name: string): (value: unknown) => string[] {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  addFormats(ajv);
  const folder = join(docs, 'schema');
  for (const file of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`there is no schema ${name} in docs/schema`);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

/** The first mistakes of a text of JSON lines, with the line it is on. */
export function mistakesIn(text: string, name: string): string[] {
  const check = checker(name);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line, i) => check(JSON.parse(line)).map((mistake) => `line ${i + 1}: ${mistake}`))
    .slice(0, 10);
}
