import { mailMessage } from '../../../analysis/explain/message';
import { cases } from '../support/cases';

test.each(cases)('The mail of %s reads as people would say it', (_what, alert) => {
  const { subject, body, attributes } = mailMessage(alert);
  expect(`${subject}\n\n${body}`).toMatchSnapshot();
  expect(Object.keys(attributes).length).toBeLessThanOrEqual(10);
});
