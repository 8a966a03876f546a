import { expect, it } from 'vitest';
import { readPipelineFilters } from './filters.ts';

it('filters of pipelines are read from the address, and what is none is none', () => {
  const read = (given: Record<string, string>) => readPipelineFilters((name) => given[name] ?? null);
  expect(read({ q: ' ci ', show: 'failing' })).toEqual({ q: 'ci', show: 'failing' });
  expect(read({ q: 'a\u0000b', show: 'else' })).toEqual({ q: '', show: null });
});
