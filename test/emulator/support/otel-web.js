// The service `web`: serves four purchases, each of which asks RATES for a rate and sends an order to ORDERS. The
// third is of something that is out of stock; the rates of the fourth are asked for too often.
const { context, propagation, SpanKind, SpanStatusCode, trace } = require('@opentelemetry/api');
const { provider } = require('./otel-tracing');

const tracer = trace.getTracer('web');

const call = (url, method) =>
  tracer.startActiveSpan(method, { kind: SpanKind.CLIENT }, async (span) => {
    const headers = {};
    propagation.inject(context.active(), headers);
    const { status } = await fetch(url, { method, headers });
    const { hostname, port } = new URL(url);
    span.setAttributes({ 'http.request.method': method, 'url.full': url });
    span.setAttributes({ 'server.address': hostname, 'server.port': Number(port) });
    span.setAttribute('http.response.status_code', status);
    span.end();
    return status;
  });

const buy = (what, rate) =>
  tracer.startActiveSpan('POST /buy', { kind: SpanKind.SERVER }, async (span) => {
    span.setAttributes({ 'shop.item': what, 'aws.xray.annotations': ['shop.item'] });
    await call(`${process.env.RATES}/${rate}`, 'GET');
    const status = await call(`${process.env.ORDERS}/orders/${what}`, 'POST');
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('http.response.status_code', status >= 500 ? 502 : 200);
    span.end();
  });

async function main() {
  await buy('book', 'usd');
  await buy('lamp', 'usd');
  await buy('gone', 'usd');
  await buy('book', 'throttled');
  await provider.shutdown();
}

main().catch((error) => {
  process.stderr.write(String(error.stack));
  process.exitCode = 1;
});
