import { describe, expect, it } from 'vitest';
import { exceptionParams, exceptionsQuery } from '#components/queries/exceptions.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { readExceptionFilters } from './filters.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const read = (search: string) => {
  const params = new URLSearchParams(search);
  return readExceptionFilters((name) => params.get(name));
};

describe('the exceptions that end soon', () => {
  it('are in force, are over within the 14 days that mail speaks of, and come in the order of their ends', () => {
    expect(exceptionListParams.parse(exceptionParams(read('show=ending&repo=acme/web'), NOW))).toMatchObject({
      ...{ state: ['in_force'], repo: ['acme/web'], sort: 'expires' },
      expiring_before: '2026-03-16T09:00:00.000Z',
    });
  });

  it('are asked for under one name, whenever they are', () => {
    expect(exceptionsQuery(null, read('show=ending')).queryKey).toEqual(
      exceptionsQuery(null, read('show=ending')).queryKey,
    );
    expect(exceptionsQuery(null, read('show=ending')).queryKey).not.toEqual(exceptionsQuery(null, read('')).queryKey);
  });

  it('are not what is shown without being asked for', () => {
    expect(exceptionParams(read('show=other'), NOW)).toEqual({ state: 'in_force' });
  });
});
