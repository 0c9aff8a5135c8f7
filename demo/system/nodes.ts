/** One node of the service graph, named and typed as X-Ray does. */
export interface SystemNode {
  readonly name: string;
  readonly type: string;
  /** Whether X-Ray only infers it from the segments of its callers. */
  readonly inferred: boolean;
}

const traced = (name: string, type: string): SystemNode => ({ name, type, inferred: false });
const inferred = (name: string, type: string): SystemNode => ({ name, type, inferred: true });

/**
 * Every node the sample system can ever show.
 * `client` stands for those who call the API; `paste` is reached in the exfiltration incident only.
 */
export const nodes = {
  client: inferred('orders-api/prod', 'client'),
  stage: traced('orders-api/prod', 'AWS::ApiGateway::Stage'),
  authorizerFront: traced('orders-authorizer', 'AWS::Lambda'),
  authorizer: traced('orders-authorizer', 'AWS::Lambda::Function'),
  createOrderFront: traced('create-order', 'AWS::Lambda'),
  createOrder: traced('create-order', 'AWS::Lambda::Function'),
  listOrdersFront: traced('list-orders', 'AWS::Lambda'),
  listOrders: traced('list-orders', 'AWS::Lambda::Function'),
  payments: traced('payments', 'AWS::ECS::Container'),
  apiKeys: inferred('api-keys', 'AWS::DynamoDB::Table'),
  orders: inferred('orders', 'AWS::DynamoDB::Table'),
  secrets: inferred('Secrets Manager', 'AWS::Unknown'),
  database: inferred('orders@db.internal', 'Database::SQL'),
  partner: inferred('partner.example.com', 'remote'),
  paste: inferred('paste.example.net', 'remote'),
} as const satisfies Record<string, SystemNode>;

export type NodeId = keyof typeof nodes;

/** All nodes in a fixed order. */
export const nodeIds = Object.keys(nodes) as readonly NodeId[];
