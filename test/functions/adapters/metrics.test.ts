import Ajv from 'ajv';
import fc from 'fast-check';
import { emf, type MetricName, type Metrics, metricUnits } from '../../../functions/adapters/metrics';

const at = { scope: '111122223333/eu-west-1/Default', timestampMs: 1_767_225_600_000 };
const names = Object.keys(metricUnits) as MetricName[];

/** What AWS's specification demands of a document, as far as we use it. */
const specification = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['CloudWatchMetrics', 'Timestamp'],
      additionalProperties: false,
      properties: {
        Timestamp: { type: 'integer' },
        CloudWatchMetrics: {
          type: 'array',
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            additionalProperties: false,
            properties: {
              Namespace: { type: 'string', minLength: 1, maxLength: 1024 },
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: { type: 'array', minItems: 0, maxItems: 30, items: { type: 'string' } },
              },
              Metrics: {
                type: 'array',
                minItems: 1,
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  additionalProperties: false,
                  properties: {
                    Name: { type: 'string', minLength: 1, maxLength: 1024 },
                    Unit: { enum: ['Seconds', 'Count', 'None'] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

describe('The embedded metric format', () => {
  test('names namespace, dimension, metric and unit, and holds the values beside them', () => {
    expect(JSON.parse(emf({ Edges: 12, LagSeconds: 181.5 }, at))).toEqual({
      _aws: {
        Timestamp: 1_767_225_600_000,
        CloudWatchMetrics: [
          {
            Namespace: 'tracenorm',
            Dimensions: [['Scope']],
            Metrics: [
              { Name: 'LagSeconds', Unit: 'Seconds' },
              { Name: 'Edges', Unit: 'Count' },
            ],
          },
        ],
      },
      Scope: '111122223333/eu-west-1/Default',
      LagSeconds: 181.5,
      Edges: 12,
    });
  });

  test('gives a metric that was not measured no data point, and zero its data point', () => {
    const line = JSON.parse(emf({ Rejects: 0 }, at));
    expect(line).toHaveProperty('Rejects', 0);
    expect(line).not.toHaveProperty('Edges');
  });

  test('is one line and fulfils the specification for any measurements, every target being on the root', () => {
    const valid = new Ajv().compile(specification);
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    const metrics = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1 });
    fc.assert(
      fc.property(metrics, fc.string({ minLength: 1, maxLength: 64 }), (given, scope) => {
        const line = emf(given as Metrics, { ...at, scope });
        const document = JSON.parse(line);
        const directive = document._aws.CloudWatchMetrics[0];
        expect(valid(document)).toBe(true);
        expect(line).not.toMatch(/[\r\n]/);
        expect(document.Scope).toBe(scope);
        expect(new Set(directive.Metrics.map((metric: { Name: string }) => metric.Name))).toEqual(
          new Set(Object.keys(given)),
        );
        for (const [name, number] of Object.entries(given)) expect(document[name]).toBe(number + 0);
      }),
    );
  });

  test('does not depend on the order in which metrics are given', () => {
    expect(emf({ Edges: 1, Rejects: 2 }, at)).toBe(emf({ Rejects: 2, Edges: 1 }, at));
  });

  test.each([
    [
      'a value that is no number',
      () => emf({ Edges: Number.NaN }, at),
      'Edges must be a finite number, got NaN',
    ],
    ['an endless value', () => emf({ Edges: Number.POSITIVE_INFINITY }, at), 'got Infinity'],
    ['no metric', () => emf({}, at), 'at least one metric'],
    ['an empty scope', () => emf({ Edges: 1 }, { ...at, scope: '' }), '1 to 1024 characters, got 0'],
    ['half a millisecond', () => emf({ Edges: 1 }, { ...at, timestampMs: 0.5 }), 'whole milliseconds'],
  ])('refuses %s', (_, write, message) => {
    expect(write).toThrow(message);
  });
});
