import { getNamespace, middleware, SegmentUtils, setSegment } from 'aws-xray-sdk-core';
import { nodes } from '../system/nodes';
import { act } from './act';
import { serveAsChild } from './child';
import { callHost, runSql } from './dependencies';
import { readText } from './http-call';
import { installTraceTime, withTrace } from './trace-time';

// The payments service: a container with an HTTP server, traced as the SDK traces any HTTP server.
SegmentUtils.setOrigin(nodes.payments.type);
middleware.setDefaultName(nodes.payments.name);

serveAsChild('payments', (around) => {
  installTraceTime(around.clock);
  return async (request, response) => {
    const traceId = middleware.processHeaders(request).root ?? '';
    await withTrace(traceId, async () => {
      const segment = middleware.traceRequestResponseCycle(request, response);
      await readText(request);
      const status = await inContextOf(segment, () =>
        act(around.random, around.system().services.payments, {
          dependency: (operation) =>
            operation === 'charge' ? callHost(around, 'charge') : runSql(around, 'insertPayment'),
          service: (call) => Promise.reject(new Error(`payments does not call ${call.service}`)),
        }),
      );
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end('{}');
    });
  };
});

/** Runs work with a segment as the one the SDK hangs subsegments on. */
function inContextOf<Result>(segment: Parameters<typeof setSegment>[0], work: () => Result): Result {
  return getNamespace().runAndReturn(() => {
    setSegment(segment);
    return work();
  });
}
