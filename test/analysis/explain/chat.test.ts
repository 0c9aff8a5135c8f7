import fc from 'fast-check';
import { chatLimits, chatMessage, plain } from '../../../analysis/explain/chat';
import { anyAlert } from '../support/any-alert';
import { cases } from '../support/cases';

const contentOf = (body: string) => JSON.parse(body);

test.each(cases)('The chat notification of %s is what the chat service takes', (_what, alert) => {
  const { id, body } = chatMessage(alert);
  expect(id).toMatch(/^b{16}-(firing|resolved)-1-chat$/);
  expect(contentOf(body)).toMatchSnapshot();
});

test('A chat notification keeps every limit, whatever services are called, and its links and mentions are text', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      const { version, source, content, metadata } = contentOf(chatMessage(alert).body);
      expect([version, source, content.textType]).toEqual(['1.0', 'custom', 'client-markdown']);
      expect(content.title.length).toBeLessThanOrEqual(chatLimits.title);
      expect(content.description.length).toBeLessThanOrEqual(chatLimits.description);
      for (const step of content.nextSteps ?? [])
        expect(step.length).toBeLessThanOrEqual(chatLimits.nextStep);
      const values = Object.values<unknown>(metadata.additionalContext);
      expect(values.every((value) => typeof value === 'string' && value !== '')).toBe(true);
      expect(`${content.title}${content.description}${content.nextSteps}`).not.toMatch(
        /[<>]|&(?!amp;|lt;|gt;)/,
      );
    }),
    { numRuns: 300 },
  );
});

test('A description that is too long is cut at a line, and says how many lines the mail has more', () => {
  const [, alert] = cases[0] ?? [];
  if (alert === undefined) throw new Error('there is a case');
  const long = { ...alert, around: { ...alert.around, traces: Array(100).fill(`1-${'0'.repeat(200)}`) } };
  const { description } = contentOf(chatMessage(long).body).content;
  expect(description.length).toBeGreaterThan(7_500);
  expect(description).toMatch(/0\n\(\d+ more lines: see the mail\)$/);
});

test('A name cannot ring a whole channel', () => {
  expect(plain('<!channel> & \n <https://evil.example|click>')).toBe(
    '&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;',
  );
});
