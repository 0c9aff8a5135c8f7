import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Attributes of every item: partition, place in it, and the epoch second after which DynamoDB may drop it. */
export const attributes = { partition: 'pk', sort: 'sk', expiry: 'expiresAt' } as const;

/** What the adapter does with the table: single items, batches of writes, ranges of one partition; no scans. */
const actions = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];

export interface MemoryProps {
  /**
   * Encrypts the table.
   * @default - the AWS-managed DynamoDB key
   */
  readonly key?: IKey | undefined;
  /** Whether the table goes with the stack; otherwise it stays and refuses to be deleted. */
  readonly removeData: boolean;
}

/** What deciding does with it: reads what was found and seen, appends decisions. */
const decidingActions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'];

/**
 * The table that holds what tracenorm has learned.
 *
 * It is a plain `AWS::DynamoDB::Table`, not a global table: a scope lives in one Region, so replicas would be paid
 * for nothing, and the rule packs know how to check this type.
 */
export class Memory extends Construct {
  readonly table: Table;
  private readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, props: MemoryProps) {
    super(scope, id);
    this.key = props.key;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: attributes.partition, type: AttributeType.STRING },
      sortKey: { name: attributes.sort, type: AttributeType.STRING },
      timeToLiveAttribute: attributes.expiry,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: !props.removeData,
      removalPolicy: props.removeData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      ...(props.key
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: props.key }
        : { encryption: TableEncryption.AWS_MANAGED }),
    });
  }

  /** Lets someone read and write items of this table, and nothing else of DynamoDB. */
  grantItems(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.table.tableArn] });
    this.key?.grantEncryptDecrypt(grantee);
  }

  /** Lets someone read this table and add items to it; nobody but the watcher changes what is there. */
  grantDeciding(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: decidingActions, resourceArns: [this.table.tableArn] });
    this.key?.grantEncryptDecrypt(grantee);
  }
}
