import { PutTraceSegmentsCommand } from '@aws-sdk/client-xray';
import type { Raw } from '../../support/documents';
import type { TestedService } from './service';

/** Sends documents in one request. */
export function put({ client }: TestedService, documents: readonly (Raw | string)[]) {
  const texts = documents.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: texts }));
}

/** Sends documents, each list in a request of its own, one after the other. Throws when one is refused. */
export async function send(service: TestedService, ...rounds: readonly (readonly Raw[])[]): Promise<void> {
  for (const documents of rounds) {
    const { UnprocessedTraceSegments = [] } = await put(service, documents);
    if (UnprocessedTraceSegments.length > 0)
      throw new Error(`Documents of the case were refused: ${JSON.stringify(UnprocessedTraceSegments)}`);
  }
}
