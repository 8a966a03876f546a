import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/domain/time.ts';
import { badWeek, troubledDeliveries, troublesAt } from './bad-week.ts';
import { planDemo } from './plan.ts';

const MONDAY = new Date('2026-03-02T09:00:00Z');
const SIZE = { repositories: 40, weeks: 52 };

describe('the bad week of the demo', () => {
  it('is three weeks before that of today, whatever day it is, and begins on a Tuesday', () => {
    for (let day = 0; day < 7; day += 1) {
      const begins = badWeek(addDays(MONDAY, day), SIZE).map((one) => one.begins.toISOString());
      expect(new Set(begins)).toEqual(new Set(['2026-02-10T05:00:00.000Z', '2026-02-11T09:00:00.000Z']));
    }
    expect(badWeek(MONDAY, { weeks: 3 })).toEqual([]);
  });

  it('is over for each stream with the scan after its fix; one repository still has the package', () => {
    const troubles = badWeek(MONDAY, SIZE);
    const streams = planDemo(MONDAY, SIZE, 'seed').days.flatMap(({ deliveries }) =>
      deliveries.map(({ stream }) => stream),
    );
    const troubled = new Map(
      streams.flatMap((stream) => {
        const extra = troubledDeliveries(troubles, stream);
        return extra.length === 0 ? [] : [[`${stream.repository.name} ${stream.tool}`, { stream, extra }] as const];
      }),
    );
    expect(troubled.size).toBe(troubles.length);
    const left: string[] = [];
    for (const [name, { stream, extra }] of troubled) {
      const [first, last] = extra;
      if (first === undefined) throw new Error(name);
      const before = new Date(first.at.getTime() - 1);
      expect([before, first.at].map((at) => troublesAt(troubles, stream, at).length)).toEqual([0, 1]);
      expect(first.kind).toBe(stream.tool === 'semgrep' ? 'change' : 'again');
      if (last === undefined || last === first) left.push(stream.repository.name);
      else expect(troublesAt(troubles, stream, last.at)).toEqual([]);
    }
    expect(left).toEqual(['harborlight/search-indexer']);
  });
});
