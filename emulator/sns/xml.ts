import type { SnsFailure } from './failure';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The answer to a Publish that was taken. */
export function publishAnswer(messageId: string, requestId: string): string {
  return (
    `<PublishResponse xmlns="${NAMESPACE}"><PublishResult><MessageId>${messageId}</MessageId></PublishResult>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></PublishResponse>`
  );
}

/** The answer to a request that was refused. */
export function failureAnswer(failure: SnsFailure, requestId: string): string {
  const type = failure.status < 500 ? 'Sender' : 'Receiver';
  return (
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${type}</Type><Code>${failure.code}</Code>` +
    `<Message>${escaped(failure.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}
