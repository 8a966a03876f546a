import { expect, it } from 'vitest';
import { readMailFilters } from './filters.ts';

const read = (search: string, mayReadAll: boolean) => {
  const params = new URLSearchParams(search);
  return readMailFilters((name) => params.get(name), mayReadAll);
};

it('the filters of mails are read from the address, without what the API would refuse', () => {
  expect(read('whose=all&kind=digest&state=failed', true)).toEqual({ whose: 'all', kind: 'digest', state: 'failed' });
  expect(read('whose=all', false).whose).toBe('own');
  expect(read('whose=x&kind=letter&state=lost', true)).toEqual({ whose: 'own', kind: null, state: null });
});
