// A Lambda handler as the X-Ray SDK sees it: LAMBDA_TASK_ROOT and _X_AMZN_TRACE_ID are set by whoever runs it,
// and the SDK sends subsegments only, each on its own.
const AWSXRay = require('aws-xray-sdk-core');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const dynamo = AWSXRay.captureAWSv3Client(
  new DynamoDBClient({
    endpoint: process.env.BACKEND,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  }),
);

AWSXRay.captureAsyncFunc('## work', async (subsegment) => {
  await dynamo.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }));
  subsegment.close();
}).catch((error) => {
  process.stderr.write(String(error.stack));
  process.exitCode = 1;
});
