import { describe, expect, it } from 'vitest';
import type { UploadRowView } from '#lib/contracts/upload.ts';
import { runsOf } from './runs-of.ts';

type Outcome = 'pass' | 'warn' | 'fail' | null;

/** What the grouping reads of an upload. */
const report = (id: string, run: string | null, outcome: Outcome = 'pass', more: Partial<UploadRowView> = {}) =>
  ({
    ...{ id, pipeline: 'ci', ref: `ref of ${id}`, commit: null, received_at: `time of ${id}` },
    run: run === null ? null : { id: run, attempt: 1, url: null },
    gate: outcome && { outcome, passed: outcome !== 'fail' },
    ...more,
  }) as UploadRowView;

const shape = (reports: UploadRowView[], more = false) =>
  runsOf(reports, more).map((run) => [run.run?.id ?? null, run.reports.map(({ id }) => id).join(' ')]);

describe('reports by the run that delivered them', () => {
  it('stand together however they came in between each other; one without a run stands alone', () => {
    const reports = [report('5', 'b'), report('4', 'a'), report('3', null), report('2', 'b'), report('1', null)];
    expect(shape(reports)).toEqual([
      ['b', '5 2'],
      ['a', '4'],
      [null, '3'],
      [null, '1'],
    ]);
    expect(runsOf(reports, false)[0]).toMatchObject({ at: 'time of 5', ref: 'ref of 5' });
  });

  it('are another run in another pipeline, and at another attempt', () => {
    const again = { run: { id: 'a', attempt: 2, url: null } };
    const reports = [
      report('3', 'a', 'pass', again),
      report('2', 'a'),
      report('1', 'a', 'pass', { pipeline: 'nightly' }),
    ];
    expect(shape(reports)).toEqual([
      ['a', '3'],
      ['a', '2'],
      ['a', '1'],
    ]);
  });

  it('are of one run where jobs of one file delivered them', () => {
    const job = (name: string) => ({ pipeline: `.gitlab-ci.yml#${name}` });
    const reports = [
      report('3', 'a', 'pass', job('sast')),
      report('2', 'a', 'fail', job('deps')),
      report('1', 'a', 'pass', { pipeline: 'other.yml#sast' }),
    ];
    expect(shape(reports)).toEqual([
      ['a', '3 2'],
      ['a', '1'],
    ]);
    expect(runsOf(reports, false)[0]?.gate).toBe('fail');
  });

  it('leave out a last run that may have more, unless nothing else is there', () => {
    expect(shape([report('2', 'b'), report('1', 'a')], true)).toEqual([['b', '2']]);
    expect(shape([report('2', 'b'), report('1', null)], true)).toEqual([
      ['b', '2'],
      [null, '1'],
    ]);
    expect(shape([report('2', 'b'), report('1', 'b')], true)).toEqual([['b', '2 1']]);
    expect(shape([], false)).toEqual([]);
  });

  it.each<[Outcome[], Outcome]>([
    [['pass', 'pass'], 'pass'],
    [['pass', 'warn'], 'warn'],
    [['fail', 'warn'], 'fail'],
    [['fail', null], 'fail'],
    [['pass', null], null],
    [['warn', null], null],
  ])('%j come to %j: nothing that was not judged is called passed', (outcomes, gate) => {
    expect(
      runsOf(
        outcomes.map((outcome, index) => report(String(index), 'a', outcome)),
        false,
      )[0]?.gate,
    ).toBe(gate);
  });
});
