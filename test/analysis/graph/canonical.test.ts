import { canonicalService, isLinkLocal } from '../../../analysis/graph/canonical';
import { serviceId } from '../../../analysis/model/service';

const aliases = [
  { name: 'orders.internal', type: 'remote', to: { name: 'orders' } },
  { name: 'orders.internal', to: { name: 'orders', type: 'AWS::ECS::Fargate' } },
  { name: 'orders', type: 'remote', to: { name: 'shop-orders' } },
  { name: 'Pay-*.internal', to: { name: 'pay' } },
  { name: 'api-*-v*', to: { name: 'api-$2-$1', type: 'AWS::ECS::Fargate' } },
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
      'is the first alias that matches name and type, and what that is renamed to',
      serviceId('orders.internal', 'remote', '1'),
      serviceId('shop-orders', 'remote', '1'),
    ],
    [
      'is an alias without a type for every other type',
      serviceId('orders.internal', 'client'),
      serviceId('orders', 'AWS::ECS::Fargate'),
    ],
    [
      'is found by alias after the host was lower-cased',
      serviceId('ORDERS.internal', 'remote'),
      serviceId('shop-orders', 'remote'),
    ],
    [
      'of a host is found by a pattern in any case',
      serviceId('pay-7.Internal', 'remote'),
      serviceId('pay', 'remote'),
    ],
    [
      'of anything else by a pattern in its own case',
      serviceId('pay-7.internal'),
      serviceId('pay-7.internal'),
    ],
    [
      'may hold parts of the name it replaces',
      serviceId('api-users-v2', 'AWS::ECS::Container'),
      serviceId('api-2-users', 'AWS::ECS::Fargate'),
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
    ['[fe80::1ff:fe23:4567:890a]:80', true],
    ['fe80::1%eth0', true],
    ['[fd00:ec2::254]', true],
    ['fd00:ec2::253', false],
    ['fe80.example.com', false],
    ['169.255.1.1', false],
    ['host-169.254.1.1', false],
  ])('%s: %s', (name, expected) => expect(isLinkLocal({ name })).toBe(expected));
});
