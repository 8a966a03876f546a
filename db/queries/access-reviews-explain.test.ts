import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewItemParams, revocationParams } from '#lib/contracts/access-review-item.ts';
import { getReviewItems } from '#lib/views/access-review/get-review-items.ts';
import { getRevocations } from '#lib/views/access-review/get-revocations.ts';
import { type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import { vacuumWhole } from '../testing-vacuum.ts';
import { countWaiting, findReviewsOf, findUnverified, hasUnverified } from './access-reviews-read.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
let world: LargeWorld;

/** Twenty reviews of 10,000 rights each, half of them decided, one of a hundred to be taken away. */
beforeAll(async () => {
  world = await openLargeWorld({ repositories: 1, findingsPerRepository: 1 }, NOW);
  const sql = world.explain;
  await sql`
    insert into access_reviews (org_id, name, state, scope, rule, snapshots, created_at, creator_kind, creator_name, due_at,
      escalate_to, reminded, items, principals, certified, revoked, changed, frozen_hash, demo)
    select 1, 'Review ' || n, case when n > 17 then 'open' else 'closed' end,
      '{"systems": [], "kinds": [], "levelMin": 0, "productionOnly": false, "resource": null, "unusedDays": null}', 'named', '[]',
      ${NOW}, 'session', 'x', ${NOW}::timestamptz + interval '9 days', 7, 0, 10000, 2000, 4900, 100, 0, '\\x00', false
    from generate_series(1, 20) n`;
  await sql`
    insert into access_review_items (org_id, review, number, kind, repo_id, system, source, principal, principal_id, principal_kind,
      principal_name, target, target_kind, target_name, via, permission, level, chain, expires_told, last_used_told, risk, high,
      reviewer, assigned, decision, decided_at, decided_by, decided_in_bulk, verification)
    select 1, r, n, 'right', 1 + n % 5, 'github/acme-' || n % 5, 'github', n % 2000, 'user:' || n % 2000, 'human',
      'person-' || n % 2000, n, 'repo', 'acme/web-' || n, 'direct', 'write', 3, '[]', true, true,
      '{"unused": null, "onPath": null, "ownerless": null, "neverEnds": null, "stale": false}', false, 100 + n % 50 + r * 50, 'named',
      case when n % 2 = 0 then null when n % 100 = 1 then 'revoke' else 'certify' end,
      case when n % 2 = 0 then null else ${NOW}::timestamptz - n * interval '1 minute' end, case when n % 2 = 0 then null else 8 end,
      case when n % 2 = 0 then null else false end, case when n % 100 = 1 then 'pending' end
    from generate_series(1, 20) r, generate_series(1, 10000) n`;
  for (const table of ['access_reviews', 'access_review_items']) await vacuumWhole(sql, table);
}, 300_000);
afterAll(() => world?.close());

async function touched(read: () => Promise<unknown>): Promise<number> {
  const { buffers, whole } = await world.explained(read);
  expect(whole).toEqual([]);
  return buffers;
}

const scope = { orgId: 1 };
const items = (params: object) => () => getReviewItems(world.ctx, 11, reviewItemParams.parse(params));

describe('among 200,000 rights of 20 reviews', () => {
  it.each<[string, () => Promise<unknown>, number]>([
    ['a page of one review', items({}), 300],
    ['what nobody decided', items({ decision: 'none' }), 300],
    ['what is to be taken away', items({ decision: 'revoke' }), 600],
    ['what one person is asked about', items({ reviewer: String(100 + 11 * 50) }), 600],
    ['what is to be taken away in all of them', () => getRevocations(world.ctx, revocationParams.parse({})), 400],
    ['whether a system has something to verify', () => hasUnverified(world.sql, scope, 2), 30],
    ['what a system has to verify', () => findUnverified(world.sql, scope, 2), 4500],
    ['the reviews of one person', () => findReviewsOf(world.sql, scope, { person: 700, teams: [3] }), 500],
    ['what waits for one person', () => countWaiting(world.sql, scope, { person: 1101, teams: [3] }), 1500],
  ])('%s is found by an index', async (_what, read, most) => {
    expect(await touched(read)).toBeLessThan(most);
  });
});
