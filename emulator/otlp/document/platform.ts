import type { JsonObject } from '../../wire/json';
import { type Attributes, textOf } from '../attributes';

/** The `ec2`, `ecs`, `elastic_beanstalk`, `eks` and `cloudwatch_logs` members of a segment's `aws` block. */
export function platformBlocks(resource: Attributes): JsonObject {
  const platform = textOf(resource, 'cloud.platform');
  const zone = textOf(resource, 'cloud.availability_zone');
  const of = (key: string) => textOf(resource, key);
  const onEc2 = platform === 'aws_ec2' || of('host.id') !== undefined;
  const onEks = platform === 'aws_eks' || of('k8s.cluster.name') !== undefined;
  return {
    ec2: onEc2
      ? {
          instance_id: of('host.id'),
          availability_zone: zone,
          instance_size: of('host.type'),
          ami_id: of('host.image.id'),
        }
      : undefined,
    ecs: platform === 'aws_ecs' ? ecsBlock(resource, zone) : undefined,
    elastic_beanstalk: platform === 'aws_elastic_beanstalk' ? beanstalkBlock(resource) : undefined,
    eks: onEks
      ? { cluster_name: of('k8s.cluster.name'), pod: of('k8s.pod.name'), container_id: of('container.id') }
      : undefined,
    cloudwatch_logs: logGroupsOf(resource),
  };
}

function ecsBlock(resource: Attributes, zone: string | undefined): JsonObject {
  return {
    container: textOf(resource, 'container.name'),
    container_id: textOf(resource, 'container.id'),
    availability_zone: zone,
    container_arn: textOf(resource, 'aws.ecs.container.arn'),
    cluster_arn: textOf(resource, 'aws.ecs.cluster.arn'),
    task_arn: textOf(resource, 'aws.ecs.task.arn'),
    task_family: textOf(resource, 'aws.ecs.task.family'),
    launch_type: textOf(resource, 'aws.ecs.launchtype'),
  };
}

/** Where the deployment has a number: Beanstalk counts its deployments. */
function beanstalkBlock(resource: Attributes): JsonObject | undefined {
  const deployment = textOf(resource, 'service.instance.id');
  if (deployment === undefined) return undefined;
  return {
    environment_name: textOf(resource, 'service.namespace'),
    deployment_id: Number.parseInt(deployment, 10) || 0,
    version_label: textOf(resource, 'service.version'),
  };
}

function logGroupsOf(resource: Attributes): readonly JsonObject[] | undefined {
  const arns = listIn(resource, 'aws.log.group.arns');
  if (arns.length > 0) return arns.map((arn) => ({ arn, log_group: arn.split(':')[6] ?? arn }));
  const names = listIn(resource, 'aws.log.group.names');
  return names.length > 0 ? names.map((log_group) => ({ log_group })) : undefined;
}

/** A list of texts, which an environment variable can only give as one text joined with `&`. */
function listIn(resource: Attributes, key: string): readonly string[] {
  const value = resource.get(key);
  const list: readonly unknown[] =
    typeof value === 'string' ? value.split('&') : Array.isArray(value) ? value : [];
  return list.filter((item) => typeof item === 'string' && item !== '').map(String);
}
