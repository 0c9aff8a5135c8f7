/**
 * A half-open stretch of time `[start, end)` in epoch seconds.
 * Not called `Window`, because the DOM has one.
 */
export interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

/** Length of a window in seconds. */
export const windowSeconds = (window: TimeWindow): number => window.end - window.start;

/** Tells whether `inner` lies wholly inside `outer`. */
export const contains = (outer: TimeWindow, inner: TimeWindow): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** Tells whether two half-open windows share any instant. */
export const overlaps = (a: TimeWindow, b: TimeWindow): boolean => a.start < b.end && b.start < a.end;

/** The window in words: ISO 8601 start and end in UTC. */
export const windowText = (window: TimeWindow): string => `${iso(window.start)}..${iso(window.end)}`;

/** Epoch seconds as ISO 8601 in UTC, without milliseconds when they are zero. */
export const iso = (epochSeconds: number): string =>
  new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
