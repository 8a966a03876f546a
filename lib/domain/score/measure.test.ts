import { expect, it } from 'vitest';
import { measureCategories, type StreamMeasure } from './measure.ts';

const now = new Date('2026-03-02T00:00:00Z');
const stream = (given: Partial<StreamMeasure>): StreamMeasure => ({
  tracked: true,
  categories: ['privilege'],
  lastSuccessAt: now,
  lastSuccessCommit: null,
  ...given,
});
const exempt = (streams: StreamMeasure[], kind?: 'code' | 'system'): string[] =>
  measureCategories(streams, now, kind).flatMap((measure) => (measure.exempt ? measure.category : []));

it('expects every category of a repository with code', () => {
  expect(exempt([stream({})])).toEqual([]);
});

it('expects of a system who may do what, measured or not, and what somebody measures all the same', () => {
  expect(exempt([], 'system')).toEqual(['dependency', 'sast', 'secret', 'iac', 'dast']);
  expect(exempt([stream({}), stream({ categories: ['secret'] })], 'system')).toEqual([
    'dependency',
    'sast',
    'iac',
    'dast',
  ]);
});
