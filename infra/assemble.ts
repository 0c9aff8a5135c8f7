import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { settingsFrom } from './context';
import { parseDeployment } from './settings';
import { TraceNormStack } from './stack';
import type { TraceNormProps } from './tracenorm';

/**
 * Fills a CDK app: settings from its context, the stack they ask for, and two rule packs that check it at synthesis.
 * `overrides` wins over the settings.
 * @throws SettingsError naming every wrong setting at once
 */
export function assemble(app: App, overrides?: TraceNormProps): TraceNormStack {
  const deployment = parseDeployment(settingsFrom(app.node.getAllContext()));
  const stack = new TraceNormStack(app, deployment.stackName, { deployment, overrides });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return stack;
}
