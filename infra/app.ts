import { App } from 'aws-cdk-lib';
import { SettingsError } from '../functions/settings';
import { assemble } from './assemble';
import { whatIsKept } from './kept';

try {
  const app = new App();
  process.stderr.write(whatIsKept(assemble(app)));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
