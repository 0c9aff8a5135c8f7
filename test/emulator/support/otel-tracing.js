// The OpenTelemetry SDK as a service sets it up: service.name NAME, exporting to OTLP_URL, with ENCODING "protobuf"
// packed by gzip and with "json" as it is. Context travels in W3C headers.
const { defaultResource, resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');

const exporters = {
  protobuf: ['@opentelemetry/exporter-trace-otlp-proto', 'gzip'],
  json: ['@opentelemetry/exporter-trace-otlp-http', 'none'],
};
const [exporter, compression] = exporters[process.env.ENCODING];
const { OTLPTraceExporter } = require(exporter);

const service = resourceFromAttributes({ 'service.name': process.env.NAME, 'service.version': '1.2' });
const provider = new NodeTracerProvider({
  resource: defaultResource().merge(service),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: process.env.OTLP_URL, compression }))],
});
provider.register();

module.exports = { provider };
