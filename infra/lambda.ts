import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { environmentNames } from '../functions/settings';
import type { Detection } from './settings';

/** What all our functions have in common. */
export const runtime = {
  runtime: Runtime.NODEJS_24_X,
  architecture: Architecture.ARM_64,
  tracing: Tracing.ACTIVE,
} as const;

/** How handlers become one file each: the SDK with them, so that its version is ours, and no Docker. */
export const bundling: BundlingOptions = {
  format: OutputFormat.CJS,
  mainFields: ['module', 'main'],
  target: 'node24',
  minify: true,
  bundleAwsSDK: true,
  sourceMap: true,
  sourceMapMode: SourceMapMode.DEFAULT,
  sourcesContent: false,
  forceDockerBundling: false,
};

/** Settings that a function finds in its environment, beside what it is told of the table and the topics. */
export const environmentOf = (detection: Detection): Record<string, string> => ({
  NODE_OPTIONS: '--enable-source-maps',
  [environmentNames.settings]: JSON.stringify(detection),
});
