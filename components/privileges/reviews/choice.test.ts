import { describe, expect, it } from 'vitest';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import { choose } from './choice.ts';

const MAY = { decide: true, why_not: null, must_say_not_own: false };

function right(number: number, said: Partial<ReviewItem> = {}): ReviewItem {
  return {
    ...{ review: 1, number, kind: 'right', system: 'github/acme', source: 'github' },
    principal: { id: `prn_${number}`, name: `p${number}`, kind: 'human', owner: null },
    target: { name: 'acme/web', kind: 'repo', production: null },
    ...{ permission: 'write', level: 3, via: 'direct', chain: [], why: 'given to it directly' },
    ...{ granted_at: null, granted_by: null, expires: null, last_used: null },
    risk: { unused: null, on_path: null, ownerless: null, never_ends: null, stale: false },
    ...{ high: false, subject: null, reviewer: null, assigned: 'named', decision: null, verification: null, may: MAY },
    ...said,
  };
}

const numbers = (items: readonly ReviewItem[]): number[] => items.map(({ number }) => number);
const high = right(1, { level: 5, high: true });
const others = right(9, { may: { decide: false, why_not: 'It is your own.', must_say_not_own: false } });

describe('of the rights that are chosen', () => {
  it('takes those that are not high together, and one that is high alone with a reason', () => {
    const many = choose([high, right(2), right(3)], 'certify');
    expect(numbers(many.takes)).toEqual([2, 3]);
    expect(many.needsReason).toBe(false);
    expect(many.left).toEqual(['1 right is of a high level or on production: decide each by itself, with a reason.']);
    expect(choose([high, right(2, { high: true })], 'certify').takes).toEqual([]);
    const alone = choose([high], 'certify');
    expect([numbers(alone.takes), alone.needsReason, alone.left]).toEqual([[1], true, []]);
  });

  it('leaves what somebody else decides, in the words of the API where it is one', () => {
    expect(choose([others], 'certify')).toMatchObject({ takes: [], left: ['It is your own.'] });
    const two = choose([others, others, right(2, { high: true })], 'revoke');
    expect([numbers(two.takes), two.left]).toEqual([[2], ['2 rights are not yours to decide.']]);
  });

  it('changes to levels below the lowest of them, and leaves what is of the lowest level', () => {
    const { takes, levels, left, needsReason } = choose(
      [right(1, { level: 1 }), right(2), right(3, { level: 2 })],
      'change',
    );
    expect([numbers(takes), levels, needsReason]).toEqual([[2, 3], [1], true]);
    expect(left).toEqual(['1 right is of the lowest level already: certify or revoke.']);
    expect(choose([high], 'change').levels).toEqual([1, 2, 3, 4]);
  });

  it('asks for a reason to revoke, and whether it is nobody’s own only where one that it takes asks for it', () => {
    const unknown = { may: { ...MAY, must_say_not_own: true } };
    expect(choose([right(2)], 'revoke')).toMatchObject({ needsReason: true, mustSayNotOwn: false });
    expect(choose([right(2), right(3, unknown)], 'certify').mustSayNotOwn).toBe(true);
    expect(choose([right(2), right(3), right(4, { ...unknown, high: true })], 'certify').mustSayNotOwn).toBe(false);
  });

  it('takes 200 at once', () => {
    const all = choose(
      Array.from({ length: 203 }, (_, index) => right(index + 1)),
      'certify',
    );
    expect(all.takes).toHaveLength(200);
    expect(all.left).toEqual(['3 rights more: at most 200 are decided at once.']);
  });
});
