import { canonicalService, isLinkLocal } from '../../../analysis/graph/canonical';
import { serviceId } from '../../../analysis/model/service';

const aliases = [
  { name: 'orders.internal', type: 'remote', to: { name: 'orders' } },
  { name: 'orders.internal', to: { name: 'orders', type: 'AWS::ECS::Fargate' } },
  { name: 'orders', to: { name: 'never' } },
];

describe('The canonical name', () => {
  test.each([
    [
      'of a remote host is lower case',
      serviceId('API.Example.com', 'remote'),
      serviceId('api.example.com', 'remote'),
    ],
    ['of a remote host has no trailing dot', serviceId('a.com.', 'remote'), serviceId('a.com', 'remote')],
    [
      'of anything else keeps its case',
      serviceId('Orders.', 'AWS::SQS::Queue'),
      serviceId('Orders.', 'AWS::SQS::Queue'),
    ],
    [
      'is the first alias that matches name and type',
      serviceId('orders.internal', 'remote', '1'),
      serviceId('orders', 'remote', '1'),
    ],
    [
      'is an alias without a type for every other type',
      serviceId('orders.internal', 'client'),
      serviceId('orders', 'AWS::ECS::Fargate'),
    ],
    [
      'is found by alias after the host was lower-cased',
      serviceId('ORDERS.internal', 'remote'),
      serviceId('orders', 'remote'),
    ],
  ])('%s', (_what, service, id) => {
    expect(canonicalService(service, aliases)).toEqual({ id, repaired: false });
  });

  test.each(['a\u0000b', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'a\u202eb', 'a\u2066b'])(
    'replaces the control character of %j',
    (name) => {
      expect(canonicalService({ name }, [])).toEqual({ id: { name: 'a\ufffdb' }, repaired: true });
    },
  );
});

describe('A link-local address', () => {
  test.each([
    ['169.254.169.254', true],
    ['169.254.170.2:80', true],
    ['169.254.169.254.example.com', false],
    ['169.255.1.1', false],
    ['host-169.254.1.1', false],
  ])('%s: %s', (name, expected) => expect(isLinkLocal({ name })).toBe(expected));
});
