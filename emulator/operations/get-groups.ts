import type { Operation } from './operation';

/** GetGroups: the reserved group Default, which filters nothing. */
export const getGroups: Operation = () => ({
  Groups: [
    {
      GroupName: 'Default',
      GroupARN: 'arn:aws:xray:us-east-1:000000000000:group/Default',
      InsightsConfiguration: { InsightsEnabled: false, NotificationsEnabled: false },
    },
  ],
  NextToken: null,
});
