import { describe, expect, it } from 'vitest';
import { NEW_STREAM } from './examples.ts';
import { nextStream, type StreamValues } from './next-stream.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 1) + seconds * 1000);
describe('a stream after a report', () => {
  it('knows its rhythm from the second report on, the newest gap counting a quarter', () => {
    const report = (stream: StreamValues, seconds: number) =>
      nextStream(stream, { categories: [], now: at(seconds) }, {});
    const first = report(NEW_STREAM, 0);
    expect(first).toMatchObject({ reportInterval: null, lastReportAt: at(0) });
    const second = report(first, 1000);
    expect(second.reportInterval).toBe(1000);
    expect(report(second, 1000 + 3000).reportInterval).toBe(1500);
    expect(report(second, 1000 + 200).reportInterval).toBe(800);
  });

  it('keeps its rhythm when clocks go back', () => {
    const stream = { ...NEW_STREAM, reportInterval: 700, lastReportAt: at(500) };
    expect(nextStream(stream, { categories: [], now: at(400) }, {}).reportInterval).toBe(700);
  });

  it('has every category that it ever measured, once and sorted, and changes what it is told to', () => {
    const stream: StreamValues = { ...NEW_STREAM, categories: ['secret'], present: 3, heldUpload: 4 };
    const next = nextStream(stream, { categories: ['sast', 'secret'], now: at(0) }, { heldUpload: null });
    expect(next).toMatchObject({ categories: ['sast', 'secret'], present: 3, heldUpload: null });
    expect(nextStream(stream, { categories: [], now: at(0) }, {}).categories).toEqual(['secret']);
  });
});
