import { demoClock, LIVE_START, mappedClock, parseClockSettings, SPEED } from '../../demo/clock';

test('live traffic begins on a Wednesday at ten in the morning', () => {
  expect(new Date(LIVE_START * 1000).toUTCString()).toBe('Wed, 11 Mar 2026 10:00:00 GMT');
});

test('a mapped clock shows its start at its real start and runs sixty times as fast from there', () => {
  const clock = mappedClock({ startAt: 1000, realStart: 10, speed: 60 });
  expect([clock.at(10), clock.at(12), clock.at(9.5)]).toEqual([1000, 1120, 970]);
});

test('the clock of the demo begins now, and a process that is given its settings shows the same time', () => {
  const clock = demoClock();
  expect(clock.now() - LIVE_START).toBeLessThan(SPEED);
  const settings = parseClockSettings(JSON.parse(JSON.stringify(clock.settings)));
  expect(settings && mappedClock(settings).at(2_000_000_000)).toBe(clock.at(2_000_000_000));
});

test.each([
  [undefined],
  [null],
  ['now'],
  [{ startAt: 1, realStart: 2 }],
  [{ startAt: '1', realStart: 2, speed: 3 }],
])('%j is no clock', (value) => {
  expect(parseClockSettings(value)).toBeUndefined();
});
