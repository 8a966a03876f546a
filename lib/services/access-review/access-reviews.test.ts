import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { reviewListParams, reviewPreviewBody } from '#lib/contracts/access-review.ts';
import {
  closeRequest,
  delegationRequest,
  reviewItemParams,
  revocationParams,
} from '#lib/contracts/access-review-item.ts';
import { addDays } from '#lib/domain/time.ts';
import { getDecisions } from '#lib/views/access-review/get-decisions.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { getReviewItems } from '#lib/views/access-review/get-review-items.ts';
import { getReviews } from '#lib/views/access-review/get-reviews.ts';
import { getRevocations } from '#lib/views/access-review/get-revocations.ts';
import { previewReview } from '#lib/views/access-review/preview-review.ts';
import { FIRST, FROM, failed, ok } from '#lib/views/privilege/testing.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { cancelReview } from './cancel-review.ts';
import { closeReview } from './close-review.ts';
import { delegateRights } from './delegate-rights.ts';
import { sweepReviews } from './sweep-reviews.ts';
import { beginReview, decide, listed, personOf, reviewedSystem, toldOf } from './testing.ts';
import { verifyReviews } from './verify-reviews.ts';

let harness: Harness;
let rosa: Context & { userId: number };
let ben: Context & { userId: number };
let kim: Context & { userId: number };
let paul: Context & { userId: number };
let system: Awaited<ReturnType<typeof reviewedSystem>>;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  harness.clock.now = new Date('2026-03-02T12:00:00Z');
  [rosa, ben, kim, paul] = await Promise.all([
    personOf(harness, 'rosa', 'security'),
    personOf(harness, 'ben', 'viewer'),
    personOf(harness, 'kim', 'developer'),
    personOf(harness, 'paul', 'auditor'),
  ]);
  system = await reviewedSystem(harness, 'acme');
});
afterAll(() => harness?.close());

const begin = (scope: object = {}, people = [ben.userId, kim.userId]) =>
  beginReview(rosa, { people, escalateTo: rosa.userId, due: addDays(harness.now(), 14), scope });
const fault = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error)),
  );
const RIGHTS = [
  '1 ada owner org: ben',
  '2 ben member core: kim',
  '3 core member ops: ben',
  '4 ops member core: kim',
  '5 ops maintain acme/web: kim',
  '6 laptop contents: write test/acme: kim',
  '7 cyd read acme/web: kim',
];

describe('a review', () => {
  it('freezes rights, memberships and own permissions, asks nobody about their own, and says so before', async () => {
    const reviewers = { rule: 'named', people: [ben.userId, kim.userId] };
    const asked = { scope: {}, reviewers, escalate_to: rosa.userId };
    const preview = await previewReview(rosa, reviewPreviewBody.parse(asked));
    expect(preview).toMatchObject({ rights: 7, principals: 6, high: 5, problem: null });
    expect(preview.by_kind).toEqual({ right: 3, membership: 3, own: 1 });
    const id = await begin();
    const all = await listed(rosa, id);
    expect(all.map((line) => line.split(':').slice(0, -1).join(':'))).toEqual(
      RIGHTS.map((line) => line.split(':').slice(0, -1).join(':')),
    );
    // Ben is in core, and the laptop is his.
    expect(all.filter((line) => /\b(?:ben member|laptop)/.test(line)).every((line) => line.endsWith(': kim'))).toBe(
      true,
    );
    const { items } = await getReviewItems(rosa, id, reviewItemParams.parse({ q: 'ben' }));
    expect(items[0]).toMatchObject({
      subject: { id: ben.userId, by: 'login' },
      why: 'by being in core, which has maintain on acme/web',
    });
    const detail = await getReview(rosa, id);
    expect(detail).toMatchObject({
      items: 7,
      undecided: 7,
      mine: 0,
      principals: 6,
      snapshots: [{ system: 'test/acme', number: 1 }],
    });
    expect(detail.figures?.waiting.reduce((sum, { rights }) => sum + rights, 0)).toBe(7);
  });

  it.each([
    [{ kinds: ['token'] }, ['laptop']],
    [{ level_min: 5 }, ['ada']],
    [{ resource: 'WEB', kinds: ['human'] }, ['ben', 'cyd']],
    [{ production_only: true }, []],
    [{ unused_days: 30, kinds: ['human'] }, ['ben']],
    [{ unused_days: 300, kinds: ['human'] }, []],
  ])('is about %j', async (scope, names) => {
    const preview = await previewReview(rosa, reviewPreviewBody.parse({ scope }));
    expect(preview.rights).toBe(names.length);
    if (names.length === 0)
      return expect(await fault(begin(scope))).toContain('invalid_input: There is nothing to review');
    const { items } = await getReviewItems(rosa, await begin(scope), reviewItemParams.parse({}));
    expect(items.map(({ principal }) => principal.name)).toEqual(names);
  });

  it('does not begin without anybody who may decide', async () => {
    await harness.admin`update users set disabled_at = ${harness.now()} where id = ${paul.userId}`;
    expect(await fault(begin({}, [paul.userId]))).toContain('paul (auditor) may not');
    await harness.admin`update users set disabled_at = null where id = ${paul.userId}`;
    expect(await fault(begin({}, [99]))).toContain('99 is none');
    const due = addDays(harness.now(), -1);
    expect(await fault(beginReview(rosa, { people: [ben.userId], escalateTo: rosa.userId, due }))).toContain(
      'later than now',
    );
    const own = { people: [ben.userId], escalateTo: ben.userId, due: addDays(harness.now(), 3) };
    expect(await fault(beginReview(rosa, own))).toContain('Nobody but ben is asked');
    expect(await fault(beginReview(ben, own))).toContain('forbidden');
  });

  it('is seen by those who are asked as far as they are, by auditors and security whole, and by nobody else', async () => {
    const id = await begin({ kinds: ['human'], level_min: 5 }, [kim.userId]);
    expect(await listed(kim, id)).toEqual(['1 ada owner org: kim']);
    expect(await listed(paul, id)).toEqual(['1 ada owner org: kim']);
    expect(await fault(listed(ben, id))).toContain('not_found');
    expect((await getReview(kim, id)).figures).toBeNull();
    const { items } = await getReviews(kim, reviewListParams.parse({ mine: 'true' }));
    expect(items.find((one) => one.id === id)).toMatchObject({ mine: 1, may: { read: false, manage: false } });
    expect((await getReviews(ben, reviewListParams.parse({}))).items.map((one) => one.id)).not.toContain(id);
    expect(await fault(decide(paul, id, { items: [1], decision: 'certify', reason: 'Needed.' }))).toContain(
      'forbidden',
    );
    expect(await fault(decide(rosa, id, { items: [1], decision: 'certify', reason: 'Needed.' }))).toContain(
      'somebody else to decide',
    );
    await cancelReview(rosa, id, { note: 'A trial.' });
    expect(
      await fault(decide(kim, id, { items: [1], decision: 'certify', reason: 'Needed.', not_mine: true })),
    ).toContain('cancelled');
  });
});

describe('decisions', () => {
  it('are made by those who are asked, high ones by themselves, and keep every mind; delegation moves what is undecided', async () => {
    const id = await begin();
    const items = (await getReviewItems(rosa, id, reviewItemParams.parse({}))).items;
    const numberOf = (name: string) => items.find((one) => one.principal.name === name)?.number ?? 0;
    const [ada, laptop, cyd] = [numberOf('ada'), numberOf('laptop'), numberOf('cyd')];
    // Everything goes to Kim, but what is hers.
    expect(
      await delegateRights(ben, id, delegationRequest.parse({ to: kim.userId, reason: 'She knows them.' })),
    ).toMatchObject({ kept: 0 });
    expect(
      await fault(delegateRights(ben, id, delegationRequest.parse({ to: kim.userId, reason: 'Again.' }))),
    ).toContain('Nothing that is undecided');
    // Back to Ben: not what is his own, though it was asked for.
    const back = {
      from: { kind: 'person', id: kim.userId },
      to: ben.userId,
      reason: 'He is back.',
      items: [laptop, ada],
    };
    expect(await delegateRights(rosa, id, delegationRequest.parse(back))).toEqual({ moved: 1, kept: 1 });
    expect(await fault(delegateRights(ben, id, delegationRequest.parse({ ...back, to: kim.userId })))).toContain(
      'forbidden',
    );
    await harness.admin`update access_review_items set reviewer = ${ben.userId} where review = ${id} and number = ${laptop}`;
    expect(await fault(decide(ben, id, { items: [laptop], decision: 'certify' }))).toContain('is your own');
    await harness.admin`update access_review_items set reviewer = ${kim.userId} where review = ${id} and number = ${laptop}`;

    expect(
      await fault(decide(kim, id, { items: [cyd, numberOf('ops')], decision: 'certify', not_mine: true })),
    ).toContain('by itself');
    expect(await fault(decide(kim, id, { items: [cyd], decision: 'certify' }))).toContain('not_mine');
    expect(await fault(decide(kim, id, { items: [99], decision: 'certify' }))).toContain('no right 99');
    expect(await decide(kim, id, { items: [cyd, laptop, cyd], decision: 'certify', not_mine: true })).toBe(2);
    tick(harness, 1);
    expect(await decide(kim, id, { items: [laptop], decision: 'revoke', reason: 'Lost.', not_mine: true })).toBe(1);
    const { items: minds } = await getDecisions(rosa, id, laptop);
    expect(minds.map(({ decision, together }) => [decision, together])).toEqual([
      ['certify', 2],
      ['revoke', 1],
    ]);
    expect(await getReview(rosa, id)).toMatchObject({
      ...{ certified: 1, revoked: 1, changed: 0, undecided: 5 },
      figures: {
        ...{ approval_rate: 0.5, bulk_approval_rate: 0.5, verification: { pending: 1 } },
        reviewers: [{ person: { name: 'kim' }, decided: 2, certified_in_bulk: 1, fastest_seconds: 60 }],
      },
    });
    expect(await fault(closeReview(rosa, id, closeRequest.parse({})))).toContain('5 rights are not decided');
    await closeReview(rosa, id, closeRequest.parse({ undecided: 'record', note: 'The rest is next month.' }));
    expect((await getReview(rosa, id)).decided_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(
      await fault(decide(kim, id, { items: [cyd], decision: 'revoke', reason: 'Late.', not_mine: true })),
    ).toContain('closed');
    expect(await fault(cancelReview(rosa, id, { note: 'Late.' }))).toContain('closed already');
    const audit = await harness.admin<{ verb: string }[]>`
      select verb from audit_entries where target_kind = 'access_review' and target_id = ${String(id)} order by sequence`;
    expect(audit.map(({ verb }) => verb)).toEqual([
      ...['review.opened', 'review.delegated', 'review.delegated', 'review.decided', 'review.decided', 'review.closed'],
    ]);
    expect(await toldOf(harness, id)).toEqual(['review_opened 7', 'review_ended 7']);
  });

  it('that take away are verified by the next inventory that tells, never by one that does not', async () => {
    const id = await begin({}, [kim.userId]);
    const numbers = await getReviewItems(rosa, id, reviewItemParams.parse({}));
    const of = (name: string) => numbers.items.filter((one) => one.principal.name === name).map((one) => one.number);
    const because = { reason: 'Not needed.', not_mine: true };
    for (const item of [...of('cyd'), ...of('laptop'), ...of('ben')])
      await decide(kim, id, { items: [item], decision: 'revoke', ...because });
    const opsRight = numbers.items.find(({ permission }) => permission === 'maintain')?.number ?? 0;
    await decide(kim, id, { items: [opsRight], decision: 'change', to_level: 3, reason: 'Writing is enough.' });
    const states = async () => {
      await verifyReviews(harness, system.scope);
      const shown = await listed(rosa, id, { decision: 'revoke,change' });
      return shown.map((line) => line.replace(/^\d+ (\w+).*, (\w+)$/, '$1 $2')).sort();
    };
    const taken = { memberships: (FIRST.memberships ?? []).slice(1), grants: (FIRST.grants ?? []).slice(0, 2) };
    expect(await states()).toEqual(['ben pending', 'cyd pending', 'laptop pending', 'ops pending']);
    // Rights were not read: what is not in it is not gone.
    await system.next(3, { sections: [...ok('people', 'keys'), failed('rights')], memberships: [], grants: [] });
    expect(await states()).toEqual(['ben unknown', 'cyd unknown', 'laptop present', 'ops unknown']);
    await system.next(4);
    expect(await states()).toEqual(['ben present', 'cyd present', 'laptop present', 'ops present']);
    const { items: undone } = await getRevocations(rosa, revocationParams.parse({ system: system.system }));
    expect(undone.filter((one) => one.review === id).length).toBe(4);
    await system.next(5, { ...taken, principals: (FIRST.principals ?? []).slice(0, 5) });
    expect(await states()).toEqual(['ben verified', 'cyd verified', 'laptop verified', 'ops present']);
    const { items } = await getReviewItems(rosa, id, reviewItemParams.parse({ verification: 'verified' }));
    expect(items[0]?.verification).toMatchObject({ state: 'verified', snapshot: 4 });
    // Less than what was asked for is not needed: another permission of the level that was allowed came in its place.
    const lower = taken.grants.map((one) =>
      one.principal === 'ops' ? { ...one, permission: 'push', level: 3 as const, ...FROM } : one,
    );
    await system.next(6, { ...taken, grants: lower, principals: (FIRST.principals ?? []).slice(0, 5) });
    expect(await states()).toEqual(['ben verified', 'cyd verified', 'laptop verified', 'ops verified']);
    // What is verified stays so, and the list of work is empty of it.
    await system.next(7);
    expect(await states()).toContain('cyd verified');
  });
});

describe('people of a review', () => {
  it('are told when they are asked, before it is due and once it is late, when it comes to the one that it names; each mail once', async () => {
    const id = await begin({ kinds: ['human'], level_min: 5 }, [kim.userId]);
    const mailed = async (days: number): Promise<string[]> => {
      const now = addDays(harness.now(), days);
      await sweepReviews({ ...harness, now: () => now });
      await sweepReviews({ ...harness, now: () => now });
      const mails = await harness.admin<{ key: string; name: string }[]>`
        select m.key, u.name from mails m join users u on u.id = m.user_id where m.key like ${`review:${id}:%`} order by m.id`;
      return mails.map(({ key, name }) => `${key.split(':')[2]} ${name}`);
    };
    expect(await mailed(5)).toEqual(['asked kim']);
    expect(await mailed(8)).toEqual(['asked kim', 'days-7 kim']);
    expect(await mailed(13.5)).toEqual(['asked kim', 'days-7 kim', 'days-1 kim']);
    expect(
      await fault(decide(rosa, id, { items: [1], decision: 'revoke', reason: 'Left.', not_mine: true })),
    ).toContain('forbidden');
    const late = ['asked kim', 'days-7 kim', 'days-1 kim', 'late kim', 'escalated rosa'];
    expect(await mailed(15)).toEqual(late);
    expect(await decide(rosa, id, { items: [1], decision: 'revoke', reason: 'Left.', not_mine: true })).toBe(1);
    expect(await mailed(6)).toEqual(late);
    expect((await mailed(9)).slice(5)).toEqual([`undone-${addDays(harness.now(), 9).toISOString().slice(0, 10)} rosa`]);
    expect((await mailed(15)).length).toBe(6);
    expect((await mailed(17)).length).toBe(7);
    expect(await toldOf(harness, id)).toEqual(['review_opened 1', 'review_undone 1', 'review_undone 1']);
  });
});

describe('a group', () => {
  it('is not reviewed by those who are in it, and where nobody told who is, reviewers say that they are not', async () => {
    await system.next(8);
    const id = await begin({ kinds: ['group'] });
    const all = await listed(rosa, id);
    expect(all.map((line) => line.split(': ')[1])).toEqual(['kim', 'kim', 'kim']);
    const of = (review: number) => `org_id = ${harness.ctx.orgId} and review = ${review}`;
    const to = { to: ben.userId, reason: 'Knows it.' };
    expect(await fault(delegateRights(kim, id, delegationRequest.parse(to)))).toContain('or their own');
    await harness.admin.unsafe(
      `update access_review_items set reviewer = ${ben.userId} where ${of(id)} and number = 3`,
    );
    const keep = { decision: 'certify', reason: 'Deploys it.' };
    expect(await fault(decide(ben, id, { ...keep, items: [3], not_mine: true }))).toMatch(
      /^forbidden: Right 3 is of \w+, which you are in/,
    );
    expect(await decide(kim, id, { ...keep, items: [1] })).toBe(1);
    await system.next(9, { sections: [...ok('people', 'keys'), failed('rights')], memberships: [], grants: [] });
    const untold = await begin({ kinds: ['group'] }, [kim.userId]);
    expect(await fault(decide(kim, untold, { ...keep, items: [1] }))).toContain('not_mine that you are not in it');
    expect(await decide(kim, untold, { ...keep, items: [1], not_mine: true })).toBe(1);
  });
});
