// Runs the bundled handler as Lambda would: one event, one run, one answer. Plain JavaScript, so that the process
// holds nothing but the bundle.
const { handler } = require(process.argv[2]);

let runs = 0;
process.on('message', (event) => {
  runs += 1;
  handler(event, { awsRequestId: `run-${runs}` }).then(
    () => process.send({}),
    (cause) => process.send({ failure: cause instanceof Error ? cause.stack : String(cause) }),
  );
});
process.on('disconnect', () => process.exit());
