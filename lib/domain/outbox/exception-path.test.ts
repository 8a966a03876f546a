import { expect, it } from 'vitest';
import { exceptionPath } from './exception-path.ts';

type Event = Parameters<typeof exceptionPath>[1];

const of = (kind: Event['kind']): string =>
  exceptionPath('acme/web', { kind, detail: { count: 2, findings: [] } } as unknown as Event);

it.each([
  ['exception_requested', '&show=requested'],
  ['exception_approved', ''],
  ['exception_extended', ''],
  ['exception_expiring', '&show=ending'],
  ['exception_expired', '&show=ended'],
  ['exception_refused', '&show=ended'],
  ['exception_withdrawn', '&show=ended'],
  ['exception_returned', '&show=ended'],
] as const)('%s leads to the list that has them: %s', (kind, show) => {
  expect(of(kind)).toBe(`/exceptions?repo=acme/web${show}`);
});
