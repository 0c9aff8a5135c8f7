// The service `orders`: takes an order over HTTP, puts it into the table of that name, and fails with an exception
// when there is no stock. In the same process a service `audit` notes the caller, as work that is nobody's request:
// only its span's flags tell that its parent is remote. Prints its port, and ends when its standard input does, after its last export.
const http = require('node:http');
const { context, propagation, SpanKind, SpanStatusCode, trace } = require('@opentelemetry/api');
const { provider } = require('./otel-tracing');

const tracer = trace.getTracer('orders');

const put = (outOfStock) =>
  tracer.startActiveSpan('DynamoDB.PutItem', { kind: SpanKind.CLIENT }, (span) => {
    span.setAttributes({ 'rpc.system': 'aws-api', 'rpc.service': 'DynamoDB', 'rpc.method': 'PutItem' });
    span.setAttributes({ 'aws.dynamodb.table_names': ['orders'], 'aws.region': 'eu-west-1' });
    span.setAttribute('http.response.status_code', outOfStock ? 400 : 200);
    span.end();
    if (outOfStock) throw new TypeError('out of stock');
  });

const server = http.createServer((request, response) => {
  const caller = propagation.extract(context.active(), request.headers);
  tracer.startSpan('note', { attributes: { 'aws.local.service': 'audit' } }, caller).end();
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method } };
  tracer.startActiveSpan('POST /orders', options, caller, (span) => {
    try {
      tracer.startActiveSpan('reserve', (inner) => {
        try {
          put(request.url === '/orders/gone');
        } finally {
          inner.end();
        }
      });
      response.statusCode = 201;
    } catch (error) {
      span.recordException(error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      response.statusCode = 500;
    }
    span.setAttribute('http.response.status_code', response.statusCode);
    span.end();
    response.end();
  });
});

server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on('end', () => {
  server.close();
  server.closeAllConnections();
  void provider.shutdown();
});
