import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/domain/time.ts';
import { findRetirements, type StreamPulse } from './retirement.ts';

const NOW = new Date('2026-03-30T09:00:00Z');
const DAY = DAY_MS / 1000;
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);

function pulse(given: Partial<StreamPulse> & { id: number }): StreamPulse {
  return {
    pipeline: 'codeql.yml',
    scanner: 'codeql',
    label: '',
    ref: 'main',
    tracked: true,
    categories: ['sast'],
    lastReportAt: daysAgo(0.5),
    reportInterval: DAY,
    reports: 20,
    retiredAt: null,
    ...given,
  };
}

const old = pulse({ id: 1, pipeline: 'codeql-analysis.yml', lastReportAt: daysAgo(9) });
const idsOf = (streams: StreamPulse[]): [number, number][] =>
  findRetirements(streams, NOW).map(({ stream, twin }) => [stream.id, twin.id]);

describe('a stream that seems to be over', () => {
  it('is silent while its scanner reports from another pipeline', () => {
    expect(findRetirements([old, pulse({ id: 2 })], NOW)).toMatchObject([
      { stream: { id: 1 }, twin: { id: 2 }, silence: 'has not reported for 9 days (usually daily)' },
    ]);
  });

  it.each([
    ['another label, for the same categories', { label: 'javascript' }, {}],
    ['another ref', { ref: 'master' }, { ref: 'main' }],
    ['the same label elsewhere, whatever it measured', { pipeline: 'old.yml', categories: ['sast', 'secret'] }, {}],
  ] as const)('has its twin under %s', (_, mine, others) => {
    const stream = pulse({ id: 1, lastReportAt: daysAgo(9), ...mine });
    expect(idsOf([stream, pulse({ id: 2, ...others })])).toEqual([[1, 2]]);
  });

  it.each([
    ['reports itself', { ...old, lastReportAt: daysAgo(3) }, {}],
    ['is retired', { ...old, retiredAt: daysAgo(1) }, {}],
    ['does not count', { ...old, tracked: false }, {}],
    ['has a twin of another scanner', old, { scanner: 'semgrep' }],
    ['has a twin that is silent too', old, { lastReportAt: daysAgo(8) }],
    ['has a twin that is retired', old, { retiredAt: daysAgo(1) }],
    ['has a slower twin that was heard of as long ago', old, { lastReportAt: daysAgo(9), reportInterval: 7 * DAY }],
    ['has a twin of which nobody knows the rhythm', old, { reports: 1, reportInterval: null }],
    ['differs in pipeline and label', { ...old, label: 'javascript' }, {}],
    [
      'measured with another label what the other does not',
      { ...old, pipeline: 'codeql.yml', label: 'x', categories: ['secret'] as const },
      {},
    ],
  ])('is not one that %s', (_, stream, other) => {
    expect(idsOf([stream, pulse({ id: 2, ...other })])).toEqual([]);
  });

  it('that reported seldom is measured by the rhythm of its twin', () => {
    const seldom = { ...old, reports: 2, reportInterval: 60 * DAY };
    expect(idsOf([seldom, pulse({ id: 2 })])).toEqual([[1, 2]]);
    expect(idsOf([{ ...seldom, reports: 4 }, pulse({ id: 2 })])).toEqual([]);
    expect(idsOf([seldom, pulse({ id: 2, reportInterval: 4 * DAY })])).toEqual([]);
  });

  it('has the twin that reported last', () => {
    const later = pulse({ id: 3, pipeline: 'nightly.yml', lastReportAt: daysAgo(0.1) });
    expect(idsOf([old, pulse({ id: 2 }), later])).toEqual([[1, 3]]);
  });
});
