import { describe, expect, it } from 'vitest';
import { Fault } from '#lib/errors.ts';
import { problemResponse } from './problem.ts';

const answerTo = async (code: string) => {
  const response = problemResponse(Object.assign(new Error('inside'), { code }));
  const { detail } = (await response.json()) as { detail: string };
  return { status: response.status, again: response.headers.get('retry-after'), detail };
};

describe('what the database says', () => {
  it('is told in a sentence, with the time to come back where that helps', async () => {
    expect(await answerTo('55P03')).toEqual({
      status: 503,
      again: '5',
      detail: 'A report of this repository is being taken in. Try again.',
    });
    expect(await answerTo('40P01')).toMatchObject({ status: 503, again: '1' });
    expect(await answerTo('53100')).toMatchObject({ status: 503, again: '30' });
    expect(await answerTo('CONNECTION_LOST')).toMatchObject({ status: 503, again: '5' });
    expect(await answerTo('57014')).toMatchObject({ status: 504, again: null });
    expect(await answerTo('23505')).toMatchObject({ status: 500, again: null });
  });
});

describe('a problem', () => {
  it('is kept by no cache, and only one about credentials asks for them', () => {
    const headersOf = (code: 'unauthenticated' | 'forbidden') => problemResponse(new Fault(code, 'No.')).headers;
    for (const code of ['unauthenticated', 'forbidden'] as const) {
      expect(headersOf(code).get('cache-control')).toBe('no-store');
      expect(headersOf(code).get('content-type')).toBe('application/problem+json');
    }
    expect(headersOf('unauthenticated').get('www-authenticate')).toBe('Bearer realm="plumbline"');
    expect(headersOf('forbidden').get('www-authenticate')).toBeNull();
    expect(headersOf('forbidden').has('allow')).toBe(false);
  });

  it('about a method says which ones are answered', () => {
    const fault = new Fault('method_not_allowed', 'No.', { allow: ['GET', 'POST'] });
    expect(problemResponse(fault).headers.get('allow')).toBe('GET, POST');
  });
});
