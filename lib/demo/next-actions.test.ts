import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import type { TodayView } from '#lib/contracts/posture.ts';
import { lossSummary } from '#lib/domain/score/loss-summary.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { loadDemo } from './load.ts';

let harness: Harness;
let today: TodayView;

beforeAll(async () => {
  harness = await startHarness();
  await loadDemo(harness, { orgId: harness.ctx.orgId, size: { repositories: 10, weeks: 3 } });
  today = await getToday(harness.ctx);
}, 240_000);
afterAll(() => harness.close());

const inTenths = (points: number): number => Math.round(points * 10);

describe('what the demo says to do next', () => {
  it('begins with the secret that still works, as the list of the highest risk does', async () => {
    const [first] = today.actions;
    expect(first).toMatchObject({ lane: 'act_now', category: 'secret' });
    const { items } = await getFindings(harness.ctx, findingListParams.parse({ limit: 1 }));
    const finding = await getFinding(harness.ctx, { id: items[0]?.id ?? '' });
    expect(finding.action?.id).toBe(first?.id);
    const filtered = await getFindings(
      harness.ctx,
      findingListParams.parse({ severity: items[0]?.severity, limit: 1 }),
    );
    expect(filtered.items[0]?.id).toBe(items[0]?.id);
  });

  it('is of several kinds and repositories, each worth its place, with reasons of its own', async () => {
    const { actions } = today;
    expect(actions).toHaveLength(5);
    expect(new Set(actions.map(({ kind }) => kind)).size).toBe(5);
    // The sample of a malicious package comes before what would be measured anew, which the queue has further down.
    const { items } = await getActions(harness.ctx, actionListParams.parse({ limit: 50 }));
    expect(items.some(({ kind }) => kind === 'coverage')).toBe(true);
    for (const [repo, mine] of Map.groupBy(actions, (one) => one.repo)) {
      if (repo !== null) expect(mine.length).toBeLessThanOrEqual(2);
    }
    for (const { lane, points } of actions) {
      const worth = Math.max(points.organization, points.repository ?? 0);
      if (lane !== 'act_now') expect(worth).toBeGreaterThanOrEqual(0.1);
    }
    const reasons = actions.map(({ why }) => why.map(({ text, at }) => `${text} ${at?.slice(0, 10)}`).join());
    expect(new Set(reasons).size).toBe(5);
    expect(actions.every(({ why }) => why.length >= 3)).toBe(true);
  });

  it('has numbers that add up as they are shown: the sentence, the parts of the score, what moved it', async () => {
    const { score, change } = today;
    const summary = lossSummary(score.waterfall);
    expect(inTenths(summary.lost)).toBe(1000 - inTenths(score.score ?? Number.NaN));
    const named = summary.named.reduce((sum, { points }) => sum + inTenths(points), 0);
    expect(named + inTenths(summary.rest)).toBe(inTenths(summary.lost));
    expect(summary.named.map(({ part }) => part)).toContain('critical');
    expect(change).not.toBeNull();
    const period = { from: change?.since ?? '', to: today.as_of.slice(0, 10) };
    const ledger = await getLedger(harness.ctx, period);
    expect(ledger.change).toBe(change?.points);
    expect(ledger.parts.reduce((sum, { shown }) => sum + inTenths(shown), 0)).toBe(
      inTenths(change?.points ?? Number.NaN),
    );
  });
});
