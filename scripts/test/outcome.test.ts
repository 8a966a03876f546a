import { describe, expect, it } from 'vitest';
import { fromPlaywright, fromVitest, summary } from './outcome.ts';

const test = (status: string) => ({
  fullName: 'holds',
  status,
  failureMessages: status === 'failed' ? ['broken'] : [],
});
const file = (status: string, ...statuses: string[]) => ({
  name: '/r/a.test.ts',
  status,
  message: 'no such module',
  assertionResults: statuses.map(test),
});

describe('the last line of npm test', () => {
  it('mentions skipped tests only when there are some', () => {
    expect(summary({ passed: 3, failed: 0, skipped: 0, failures: [] })).toBe('3 passed, 0 failed');
    expect(summary({ passed: 3, failed: 1, skipped: 2, failures: [] })).toBe('3 passed, 1 failed, 2 skipped');
  });
});

describe('reports of the test runners', () => {
  it('count every assertion of vitest', () => {
    const outcome = fromVitest({ testResults: [file('failed', 'passed', 'failed', 'pending')] }, '/r');
    expect(outcome).toMatchObject({ passed: 1, failed: 1, skipped: 1, failures: ['a.test.ts: holds\nbroken'] });
  });

  it('count a file that could not be loaded as a failure', () => {
    expect(fromVitest({ testResults: [file('failed')] }, '/r')).toMatchObject({
      failed: 1,
      failures: ['a.test.ts\nno such module'],
    });
  });

  it('find playwright specs at any depth and take flaky ones as failed', () => {
    const spec = (status: string) => ({
      title: 't',
      file: 'a.spec.ts',
      tests: [{ status, results: [{ error: { message: 'late' } }] }],
    });
    const suites = [
      { specs: [spec('expected')], suites: [{ specs: [spec('flaky'), spec('unexpected'), spec('skipped')] }] },
    ];
    expect(fromPlaywright({ suites, errors: [] })).toMatchObject({ passed: 1, failed: 2, skipped: 1 });
  });
});
