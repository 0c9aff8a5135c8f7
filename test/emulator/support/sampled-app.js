// A program that asks X-Ray which requests to record: it serves twenty requests of each path in PATHS after the
// SDK has read the sampling rules, then reports what it did with them. Prints the targets it was given.
const http = require('node:http');
const AWSXRay = require('aws-xray-sdk-core');
const sampler = require('aws-xray-sdk-core/dist/lib/middleware/sampling/default_sampler');
const connector = require('aws-xray-sdk-core/dist/lib/middleware/sampling/service_connector');

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const get = (url) =>
  new Promise((resolve, reject) =>
    http.get(url, (res) => res.resume().on('end', resolve)).on('error', reject),
  );

async function main() {
  AWSXRay.middleware.setDefaultName('shop');
  sampler.start();
  while (!sampler.ruleCache.getLastUpdated()) await sleep(10);
  const server = http.createServer((request, response) => {
    AWSXRay.middleware.traceRequestResponseCycle(request, response);
    response.end('ok');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const path of process.env.PATHS.split(' ')) {
    for (let left = 20; left > 0; left--) await get(`http://127.0.0.1:${server.address().port}${path}`);
  }
  server.close();
  const used = sampler.ruleCache.getRules().filter((rule) => rule.everMatched());
  const targets = await new Promise((resolve, reject) =>
    connector.fetchTargets(used, (error, mapping) => (error ? reject(error) : resolve(mapping))),
  );
  process.stdout.write(JSON.stringify(targets));
}

main().catch((error) => {
  process.stderr.write(String(error.stack));
  process.exitCode = 1;
});
