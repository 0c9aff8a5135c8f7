import type { Publisher } from '../watch/ports';

/**
 * SNS and, where there is one, an event bus as one publisher. A message of a format that has nowhere to go any more,
 * because it was rendered before the last deployment, is let go, and its receipt says so: tried for ever it would keep
 * the alarm on undelivered messages ringing.
 */
export function publishersTogether(sns: Publisher, events?: Publisher): Publisher {
  const formats = [...sns.formats, ...(events?.formats ?? [])];
  return {
    formats,
    publish: async (message) => {
      const { topic } = message;
      if (topic === 'alerts' || topic === 'operations') return sns.publish(message);
      if (!formats.includes(topic))
        return { receipt: `not sent: nothing is configured for ${topic} any more` };
      return topic === 'events' && events ? events.publish(message) : sns.publish(message);
    },
  };
}
