import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FindingListParams, findingListParams } from '#lib/contracts/finding.ts';
import { CATEGORIES, FINDING_STATES, SEVERITIES } from '#lib/domain/finding/finding.ts';
import { FILTER_VALUES } from './filter-values.ts';

const NAMES = Object.keys(FILTER_VALUES) as (keyof typeof FILTER_VALUES)[];

const word = fc.oneof(
  fc.constantFrom(...FINDING_STATES, ...SEVERITIES, ...CATEGORIES, '-risk', '-opened', 'opened', 'bogus', ''),
  fc.constantFrom('acme/web', 'a/b/c', 'acme', 'acme/..', 'acme/.', './web', '-a/b', `a/${'b'.repeat(260)}`),
  fc.constantFrom('2026-02-28', '2026-02-30', '2026-13-01', '2026-1-1', '2026-02-28T10:00:00Z', '2026-02-30T10:00:00Z'),
  fc.constantFrom('2026-02-28T10:00Z', '2026-02-28T10:00:00.5+02:00', '2026-02-28T10:00:00', '2026-02-28T25:00:00Z'),
  fc.constantFrom('true', 'false', '1', '0', '0.5', '1.0', '1.1', '.5', '0.', '0.1234567', '1e-1', '-0', '0x1'),
  fc.string({ maxLength: 12 }),
  fc.integer({ min: 90, max: 1100 }).map((length) => 'x'.repeat(length)),
);
const text = fc.oneof(
  word,
  fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(',')),
  fc.constantFrom(Array(100).fill('low').join(','), Array(101).fill('low').join(',')),
);

describe('the browser and the API', () => {
  it('read the same filters from the same address', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), text, (name, value) => {
        fc.pre(value !== '');
        const parsed = findingListParams.safeParse({ [name]: value });
        const params: Partial<FindingListParams> | undefined = parsed.success ? parsed.data : undefined;
        expect(FILTER_VALUES[name](value)).toEqual(params?.[name]);
      }),
      { numRuns: 3000 },
    );
  });

  it('know the same filters', () => {
    const { cursor: _cursor, limit: _limit, ...shape } = findingListParams.shape;
    expect([...NAMES].sort()).toEqual(Object.keys(shape).sort());
  });
});
