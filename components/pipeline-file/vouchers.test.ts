import { describe, expect, it } from 'vitest';
import type { PipelineRun } from '#lib/contracts/pipeline.ts';
import { verdictsSentence, vouchersOf } from './vouchers.ts';

type Report = PipelineRun['reports'][number];

const report = (
  id: string,
  name: string,
  agrees: (boolean | null)[] | null,
  repositories: 'one' | 'any' = 'any',
): Report => ({
  ...{ id, received_at: `2026-03-0${id}`, delivered_by: { kind: 'upload_token', name } },
  ...{
    url: '',
    pipeline: 'ci',
    label: '',
    scanner: 'semgrep',
    status: 'processed',
    counts: true,
    ref: 'main',
    commit: null,
  },
  ...{ introduced: 0, reopened: 0, fixed: 0, gate: null },
  provenance: {
    bounds: { repositories, pipelines: 'any', scanners: 'any' },
    run: [],
    report: agrees?.map((one, place) => ({ fact: 'ref', said: `${place}`, agrees: one })) ?? null,
  },
});

describe('who vouches for reports', () => {
  it('is each credential with what it was bound to, by its newest report', () => {
    const reports = [
      report('1', 'ci', []),
      report('3', 'ci', []),
      report('2', 'old', []),
      report('4', 'ci', [], 'one'),
    ];
    expect(vouchersOf(reports).map(({ newest, count }) => [newest.id, count])).toEqual([
      ['3', 2],
      ['2', 1],
      ['4', 1],
    ]);
  });

  it('is counted by what reports say of themselves: one difference is a difference', () => {
    const reports = [
      report('1', 'ci', [true, false]),
      report('2', 'ci', [true, null]),
      report('3', 'ci', [null]),
      report('4', 'ci', []),
      report('5', 'ci', null),
    ];
    expect(verdictsSentence(reports)).toBe(
      'Of the last 5 reports: 1 unlike the delivery, 1 like it, 2 without a word of it, 1 not asked.',
    );
    expect(verdictsSentence([report('1', 'ci', null)])).toBe('Of the last 1 report: 1 not asked.');
  });
});
