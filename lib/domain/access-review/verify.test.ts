import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownOf, verify } from './verify.ts';

describe('what became of a revocation', () => {
  const decidedAt = new Date(1000);
  const wanted = { decision: 'revoke', toLevel: null, decidedAt } as const;
  it('is verified by nothing that is unknown, nothing that is still there, and nothing from before the decision', () => {
    const change = fc.record({
      decision: fc.constantFrom('revoke' as const, 'change' as const),
      toLevel: fc.constantFrom(null, 1, 2, 3),
      decidedAt: fc.constant(decidedAt),
    });
    fc.assert(
      fc.property(
        change,
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 2000 }),
        (of, level, unknown, at) => {
          const found = verify(of, { level, unknown }, new Date(at));
          if (at <= 1000) expect(found).toBeNull();
          else if (unknown) expect(found).toBe('unknown');
          else expect(found === 'verified').toBe(level <= (of.decision === 'revoke' ? 0 : (of.toLevel ?? 0)));
        },
      ),
    );
  });

  const frozen = { kind: 'right', principal: 1, target: 2, via: 'direct', permission: 'admin', snapshot: 3 } as const;
  const row = { ...frozen, level: 5, since: 1, unknown: false };
  const later = new Date(2000);
  it.each([
    ['gone', [], 'verified'],
    ['still there', [row], 'present'],
    ['not told', [{ ...row, unknown: true }], 'unknown'],
    ['replaced by another one since', [{ ...row, permission: 'write', level: 3, since: 4 }], 'present'],
    ['gone, beside another one that was there before', [{ ...row, permission: 'read', level: 1 }], 'verified'],
    ['gone, though it came by another way, which is another right', [{ ...row, via: 'team' }], 'verified'],
    ['gone of this thing', [{ ...row, target: 9 }], 'verified'],
  ] as const)('%s', (_, rows, expected) => {
    expect(verify(wanted, shownOf(frozen, rows), later)).toBe(expected);
  });

  it('of a membership is whether it is there, even of a group that may do nothing', () => {
    const member = { ...frozen, kind: 'membership', via: null, permission: 'member' } as const;
    const rows = [{ ...row, kind: 'membership', via: null, permission: null, level: 0 }] as const;
    expect(verify(wanted, shownOf(member, rows), later)).toBe('present');
  });
});
