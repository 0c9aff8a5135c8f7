import { type Attributes, textOf } from '../attributes';

const ORIGINS: ReadonlyMap<string, string> = new Map([
  ['aws_app_runner', 'AWS::AppRunner::Service'],
  ['aws_eks', 'AWS::EKS::Container'],
  ['aws_elastic_beanstalk', 'AWS::ElasticBeanstalk::Environment'],
  ['aws_ecs', 'AWS::ECS::Container'],
  ['aws_ec2', 'AWS::EC2::Instance'],
  ['aws_lambda', 'AWS::Lambda::Function'],
]);

const ECS_ORIGINS: ReadonlyMap<string, string> = new Map([
  ['ec2', 'AWS::ECS::EC2'],
  ['fargate', 'AWS::ECS::Fargate'],
]);

/** Whether a resource may be in AWS: it says so, or names no cloud. */
export function mayBeAws(resource: Attributes): boolean {
  return (textOf(resource, 'cloud.provider') ?? 'aws') === 'aws';
}

/** A segment's origin, which is its node's type: from the platform the resource names. */
export function originOf(resource: Attributes): string | undefined {
  if (!mayBeAws(resource)) return undefined;
  const platform = textOf(resource, 'cloud.platform') ?? '';
  const launchType = textOf(resource, 'aws.ecs.launchtype')?.toLowerCase() ?? '';
  const onEcs = platform === 'aws_ecs' ? ECS_ORIGINS.get(launchType) : undefined;
  return onEcs ?? ORIGINS.get(platform);
}
