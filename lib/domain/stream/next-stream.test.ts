import { describe, expect, it } from 'vitest';
import { NEW_STREAM } from './examples.ts';
import { nextStream, type StreamValues } from './next-stream.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 1) + seconds * 1000);
describe('a stream after a report', () => {
  it('knows its rhythm from the second report on: the median of the gaps between the last ones', () => {
    const HOUR = 3600;
    const reported = (...hours: number[]): StreamValues =>
      hours.reduce((stream, each) => nextStream(stream, { categories: [], now: at(each * HOUR) }, {}), NEW_STREAM);
    expect(reported(0)).toMatchObject({ reportInterval: null, lastReportAt: at(0) });
    expect(reported(0, 24).reportInterval).toBe(24 * HOUR);
    expect(reported(0, 24, 72).reportInterval).toBe(36 * HOUR);
    // One long pause changes nothing.
    expect(reported(0, 24, 48, 72, 400).reportInterval).toBe(24 * HOUR);
    // What comes within an hour belongs to the report before it; from an hour on it is one of its own.
    expect(reported(0, 0.5, 0.9, 24, 24.5, 48)).toMatchObject({
      reportInterval: 24 * HOUR,
      lastReportAt: at(48 * HOUR),
    });
    expect(reported(0, 1).reportInterval).toBe(HOUR);
    // A job that reports all the time has a rhythm too, and the last sixteen say which.
    expect(reported(...Array.from({ length: 40 }, (_, i) => i / 4)).reportInterval).toBe(HOUR);
    const changed = [
      ...Array.from({ length: 30 }, (_, i) => i * 24),
      ...Array.from({ length: 9 }, (_, i) => 1000 + i * 168),
    ];
    expect(reported(...changed.slice(0, -2)).reportInterval).toBe(24 * HOUR);
    expect(reported(...changed)).toMatchObject({ reportInterval: 168 * HOUR, reportTimes: { length: 16 } });
  });

  it('keeps its rhythm when clocks go back, and what was known of it before times were kept', () => {
    const stream = { ...NEW_STREAM, reportInterval: 700, lastReportAt: at(500), reportTimes: [at(500).getTime()] };
    expect(nextStream(stream, { categories: [], now: at(400) }, {})).toMatchObject({
      ...{ reportInterval: 700, reportTimes: [at(500).getTime()] },
    });
  });

  it('has every category that it ever measured, once and sorted, and changes what it is told to', () => {
    const stream: StreamValues = { ...NEW_STREAM, categories: ['secret'], present: 3, heldUpload: 4 };
    const next = nextStream(stream, { categories: ['sast', 'secret'], now: at(0) }, { heldUpload: null });
    expect(next).toMatchObject({ categories: ['sast', 'secret'], present: 3, heldUpload: null });
    expect(nextStream(stream, { categories: [], now: at(0) }, {}).categories).toEqual(['secret']);
  });
});
