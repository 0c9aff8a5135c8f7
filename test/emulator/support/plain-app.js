// An ordinary instrumented program: one request of `web`, which puts an item and calls a host, and asks the
// daemon's TCP port about sampling. Prints what the SDK made of the answers as one line of JSON.
const http = require('node:http');
const AWSXRay = require('aws-xray-sdk-core');
const connector = require('aws-xray-sdk-core/dist/lib/middleware/sampling/service_connector');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const backend = process.env.BACKEND;
AWSXRay.captureHTTPsGlobal(http);
const dynamo = AWSXRay.captureAWSv3Client(
  new DynamoDBClient({
    endpoint: backend,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  }),
);

const asked = (ask) =>
  new Promise((resolve, reject) => ask((error, value) => (error ? reject(error) : resolve(value))));
const get = (url) =>
  new Promise((resolve, reject) =>
    http.get(url, (res) => res.resume().on('end', resolve)).on('error', reject),
  );

async function main() {
  const namespace = AWSXRay.getNamespace();
  const segment = new AWSXRay.Segment('web');
  await namespace.runPromise(async () => {
    AWSXRay.setSegment(segment);
    await dynamo.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }));
    await get(`${backend}/status?q=1`);
  });
  segment.close();
  const rules = await asked((done) => connector.fetchSamplingRules(done));
  const targets = await asked((done) =>
    connector.fetchTargets(rules, (error, mapping) => done(error, mapping)),
  );
  process.stdout.write(JSON.stringify({ rules: rules.map((rule) => rule.getName()), targets }));
}

main().catch((error) => {
  process.stderr.write(String(error.stack));
  process.exitCode = 1;
});
