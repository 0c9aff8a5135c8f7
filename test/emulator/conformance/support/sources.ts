const guide = (page: string) => `https://docs.aws.amazon.com/xray/latest/devguide/${page}.html`;
const api = (operation: string) => `https://docs.aws.amazon.com/xray/latest/api/API_${operation}.html`;

/** Where a behaviour is written down, or seen. */
export const sources = {
  segments: guide('xray-api-segmentdocuments'),
  sending: guide('xray-api-sendingdata'),
  getting: guide('xray-api-gettingdata'),
  concepts: guide('xray-concepts'),
  filters: guide('xray-console-filters'),
  groups: guide('xray-console-groups'),
  configuration: guide('xray-api-configuration'),
  sampling: guide('xray-api-sampling'),
  lambda: guide('xray-services-lambda'),
  sns: guide('xray-services-sns'),
  transactionSearch: guide('xray-transactionsearch'),
  api,
  /** Third-party reports, and answers of the service that were recorded. */
  field: 'seen in the field',
  /** Only for assumptions. */
  undocumented: 'undocumented',
} as const;
