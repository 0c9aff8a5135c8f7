/** One message attribute, with the value in the member that its type calls for. */
export interface SnsAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

/** A message that was published, spelled as in the SNS API. */
export interface SnsMessage {
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
  /** `json` when `Message` holds one text for each protocol. */
  readonly MessageStructure?: 'json';
  readonly MessageAttributes: Readonly<Record<string, SnsAttribute>>;
  /** When it was published, ISO 8601. */
  readonly Timestamp: string;
}
