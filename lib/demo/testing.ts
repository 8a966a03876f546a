import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { reviewItemParams } from '#lib/contracts/access-review-item.ts';
import { type LedgerView, ledgerEntryParams } from '#lib/contracts/ledger.ts';
import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import type { LedgerCause } from '#lib/domain/ledger/cause.ts';
import { exportEvidence } from '#lib/services/access-review/export-evidence.ts';
import type { Harness } from '#lib/services/testing.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { getReviewItems } from '#lib/views/access-review/get-review-items.ts';
import { getReviews } from '#lib/views/access-review/get-reviews.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getLedgerEntries } from '#lib/views/ledger/get-ledger-entries.ts';
import { getPipelineFile } from '#lib/views/pipeline/get-pipeline-file.ts';
import { getPipelines } from '#lib/views/pipeline/get-pipelines.ts';
import { getSchedules } from '#lib/views/report-schedule/get-schedules.ts';

/** Test helper: what the demo's access reviews came to. */
export async function expectReviews({ ctx, admin }: Harness): Promise<void> {
  const { items } = await getReviews(ctx, { limit: 10 });
  expect(items.map(({ name, state, undecided }) => [name, state, undecided > 0])).toEqual([
    ['Clouds and vault', 'open', true],
    ['Administrators of GitHub', 'closed', false],
  ]);
  const { figures, revoked } = await getReview(ctx, items[1]?.id ?? 0);
  expect(revoked).toBeGreaterThan(1);
  expect(figures?.verification).toEqual({ pending: 0, verified: 1, present: revoked - 1, unknown: 0 });
  const states = await admin<{ state: string }[]>`select distinct state from mails where kind = 'review'`;
  const { items: rights } = await getReviewItems(ctx, items[1]?.id ?? 0, reviewItemParams.parse({ limit: 200 }));
  const own = rights.filter(({ subject, decision }) => subject !== null && subject.id === decision?.by.id);
  expect([rights.filter(({ subject }) => subject !== null).length > 1, own]).toEqual([true, []]);
  // Nobody is behind the addresses of the demo.
  expect(states.map(({ state }) => state)).toEqual(['skipped']);
}

/** Test helper: each Monday of the last weeks the demo's board had its report, which is kept to be read. */
export async function expectReports({ ctx }: Harness): Promise<void> {
  const { items, sent } = await getSchedules(ctx);
  expect(items.map(({ name, recipients }) => [name, recipients.length])).toEqual([['Security board', 2]]);
  expect(new Set(sent.map(({ period }) => period)).size).toBeGreaterThanOrEqual(3);
  expect(new Set(sent.map(({ state }) => state))).toEqual(new Set(['kept']));
}

/** Test helper: the signed statement is about the very file. */
export async function expectEvidence({ ctx }: Harness): Promise<void> {
  const over = (await getReviews(ctx, { state: ['closed'], limit: 1 })).items[0]?.id ?? 0;
  const { bytes } = await exportEvidence(ctx, over, 'csv');
  const signed = JSON.parse((await exportEvidence(ctx, over, 'json')).bytes.toString());
  const statement = JSON.parse(Buffer.from(signed.payload, 'base64').toString());
  const digest = createHash('sha256').update(bytes).digest('hex');
  expect(statement.subject).toContainEqual(expect.objectContaining({ digest: { sha256: digest } }));
  expect(signed.signatures).toHaveLength(1);
}

/** Test helper: the bad week, why, what was done, and what it gained, as the ledger tells of them. */
export async function expectBadWeek({ ctx, admin }: Harness): Promise<void> {
  const bad = await getLedger(ctx, { from: '2026-02-08', to: '2026-02-15' });
  const mended = await getLedger(ctx, { from: '2026-02-15', to: '2026-02-20' });
  const partOf = ({ parts }: LedgerView, cause: LedgerCause) => parts.find((part) => part.cause === cause);
  expect(bad.change).toBeLessThan(-1);
  expect(partOf(bad, 'disclosed')?.points).toBeLessThan(-0.5);
  expect(partOf(bad, 'new')?.points).toBeLessThan(-0.5);
  const params = ledgerEntryParams.parse({ from: '2026-02-08', to: '2026-02-15', cause: 'disclosed' });
  const { items } = await getLedgerEntries(ctx, params);
  expect(items.map(({ repo }) => repo.split('/')[1]).sort()).toEqual(['identity', 'partner-gateway', 'tracking-api']);
  expect(mended.change).toBeGreaterThan(1);
  expect(partOf(mended, 'fixed')?.points).toBeGreaterThan(1);
  const verified = await admin<{ day: string; by: string }[]>`
    select e.at::date::text as day, u.name as by from action_events e
    join users u on u.id = (e.detail -> 'assignee' ->> 'id')::int
    where e.kind = 'verified' and e.at between '2026-02-16' and '2026-02-18' order by e.at`;
  expect(verified).toEqual(
    expect.arrayContaining([
      { day: '2026-02-16', by: 'Jonas Ekberg' },
      { day: '2026-02-16', by: 'Noor van Dijk' },
      { day: '2026-02-16', by: 'Lucía Ferrer' },
      { day: '2026-02-17', by: 'Haruto Mori' },
    ]),
  );
}

/** Test helper: what is said of the demo's pipelines, and of what one of them gave to a contractor. */
export async function expectPipelines({ ctx, admin }: Harness): Promise<void> {
  const { items } = await getPipelines(ctx, pipelineListParams.parse({}));
  expect(items.map(({ repo, path }) => `${repo.split('/')[1]} ${path.split('/').at(-1)}`)).toEqual([
    ...['checkout-api ci.yml', 'checkout-api release.yml', 'legacy-billing release.yml'],
    ...['storefront ci.yml', 'storefront release.yml', 'terraform-network ci.yml'],
  ]);
  const path = '.github/workflows/release.yml';
  const [good, bad] = await Promise.all(
    ['storefront', 'legacy-billing'].map((short) => getPipelineFile(ctx, { repo: `harborlight/${short}`, path })),
  );
  const presence = (view: typeof good) =>
    Object.fromEntries(
      view?.path_of_stages.flatMap((stage) => stage.controls.map((one) => [one.id, one.presence])) ?? [],
    );
  const sound = { pinned: 'present', provenance: 'present', token: 'present', tests: 'present' };
  expect(presence(good)).toMatchObject({ ...sound, 'one-person-merges': 'present' });
  expect(presence(bad)).toMatchObject({ pinned: 'missing', tests: 'missing', 'one-person-merges': 'missing' });
  expect(good).toMatchObject({ runs_of: path, drift: [{ kind: 'added' }], reviewed: 'yes' });
  expect(good?.runs?.length).toBeGreaterThan(3);
  expect(bad?.reviewed).toBe('no');
  expect(bad?.drift?.map(({ kind, what }) => `${kind} ${what}`).sort()).toEqual([
    expect.stringMatching(/^edited [0-9a-f]{12}$/),
    'new_action northwind/ship-notice@v2',
    'new_secret REGISTRY_PUSH',
  ]);
  const drift =
    await admin`select r.slug from findings f join repositories r on r.id = f.repo_id where scanner = 'plumbline-drift'`;
  expect(new Set(drift.map(({ slug }) => slug))).toEqual(new Set(['harborlight/legacy-billing']));
}
