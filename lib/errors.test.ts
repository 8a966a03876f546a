import { describe, expect, it } from 'vitest';
import { Fault, problemOf } from './errors.ts';

describe('problem documents', () => {
  it('show the public sentence and never the internal one', () => {
    const fault = new Fault('forbidden', 'This token may not write acme/web.', { internal: 'scope acme/api' });
    const problem = problemOf(fault);
    expect(problem).toEqual({
      type: '/docs/api#problem-forbidden',
      title: 'Not allowed',
      status: 403,
      detail: 'This token may not write acme/web.',
    });
    expect(JSON.stringify(problem)).not.toContain('acme/api');
  });

  it('say nothing about errors that nobody foresaw', () => {
    const problem = problemOf(new Error('password is hunter2'));
    expect([problem.status, problem.detail.includes('hunter2')]).toEqual([500, false]);
  });

  it('list the fields of bad input', () => {
    const fields = [{ path: 'repo', message: 'is required' }];
    expect(problemOf(new Fault('invalid_input', 'Check the parameters.', { fields })).errors).toEqual(fields);
  });
});
