import type { Operation, ServiceId } from './shape';

/** How each operation appears in a subsegment, whether a live SDK writes it or the history generator. */
export type Wire =
  | { readonly kind: 'dynamodb'; readonly operation: 'GetItem' | 'PutItem' | 'Query'; readonly table: string }
  | { readonly kind: 'aws'; readonly service: string; readonly operation: string }
  | { readonly kind: 'http'; readonly method: 'POST'; readonly host: string; readonly path: string }
  | { readonly kind: 'sql'; readonly database: string; readonly url: string; readonly query: string };

const database = {
  kind: 'sql',
  database: 'orders@db.internal',
  url: 'postgresql://db.internal:5432/orders',
} as const;

export const wires = {
  lookUpKey: { kind: 'dynamodb', operation: 'GetItem', table: 'api-keys' },
  putOrder: { kind: 'dynamodb', operation: 'PutItem', table: 'orders' },
  queryOrders: { kind: 'dynamodb', operation: 'Query', table: 'orders' },
  readSecret: { kind: 'aws', service: 'Secrets Manager', operation: 'GetSecretValue' },
  charge: { kind: 'http', method: 'POST', host: 'partner.example.com', path: '/charges' },
  upload: { kind: 'http', method: 'POST', host: 'paste.example.net', path: '/documents' },
  insertPayment: { ...database, query: 'INSERT INTO payments (order_id, amount) VALUES (?, ?)' },
  selectHistory: { ...database, query: 'SELECT * FROM order_history WHERE customer = ?' },
} as const satisfies Record<Operation, Wire>;

/** Host under which services call each other, and the path they ask. */
export const paymentsWire = {
  kind: 'http',
  method: 'POST',
  host: 'payments.internal',
  path: '/payments',
} as const;

/** The region in which the sample system pretends to run. */
export const REGION = 'eu-central-1';

/** Names of the Lambda functions. */
export const functionNames = {
  authorizer: 'orders-authorizer',
  createOrder: 'create-order',
  listOrders: 'list-orders',
} as const satisfies Record<Exclude<ServiceId, 'payments'>, string>;

/** The ARN of a function of the sample system, in the account number that AWS uses in its examples. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:123456789012:function:${name}`;
}

/** The address clients use for the API. */
export const API_HOST = 'api.orders.example.com';
