import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import {
  bulkSeverityBody,
  bulkSeverityPreviewBody,
  bulkTagBody,
  bulkTagPreviewBody,
} from '#lib/contracts/finding-bulk.ts';
import { severityChange, tagChange } from '#lib/contracts/finding-people.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { recount } from '../recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { changeTags } from './change-tags.ts';
import { previewSeverity } from './preview-severity.ts';
import { previewTags } from './preview-tags.ts';
import { rateInBulk } from './rate-in-bulk.ts';
import { setSeverity } from './set-severity.ts';
import { tagInBulk } from './tag-in-bulk.ts';
import { undoBulkChange } from './undo-bulk-change.ts';

let harness: Harness;
let ctx: Context;

const results = (...rules: string[]): FakeResult[] =>
  rules.flatMap((rule) =>
    [1, 2].map((line) => ({ rule, file: `src/${rule}.ts`, line: line * 9, code: `use(${rule}${line})` })),
  );

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  await harness.deliver({ repo: 'acme/web' }, sarifOf(results('a', 'b')));
  await harness.deliver({ repo: 'acme/api' }, sarifOf(results('a', 'c')));
});
afterAll(() => harness.close());

const as = (role: Role, userId: number): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role },
  userId,
  credential: { kind: 'session', name: `person ${userId}`, tokenId: null },
});

const rows = async () => (await getFindings(ctx, findingListParams.parse({ limit: 100 }))).items;
/** All that people see of severities and tags. */
const seen = async () => (await rows()).map(({ ref, severity, severity_set: set, tags }) => [ref, severity, set, tags]);
const score = async () => (await getToday(ctx)).score.score;
const agrees = async () => expect(await recount(harness.systemSql)).toEqual({ differences: [] });
const [ofA, none] = [{ filter: { rule: 'a' } }, 'There is no such change: it was undone, or is older than a day.'];

const preview = (severity: string, who = ctx, rule = 'a') =>
  previewSeverity(who, bulkSeverityPreviewBody.parse({ filter: { rule }, severity }));
const rate = (severity: string, token: string, who = ctx, rule = 'a') =>
  rateInBulk(who, bulkSeverityBody.parse({ filter: { rule }, severity, token, reason: 'Only from inside.' }));

describe('the severity of many findings', () => {
  it('is previewed as it will be, set at once, and undone to what each had before', async () => {
    const [first] = (await rows()).filter(({ rule }) => rule === 'a');
    const mine = as('security', 8);
    await setSeverity(mine, first?.id ?? '', severityChange.parse({ severity: 'critical', reason: 'Public.' }));
    tick(harness, 1);
    const [before, points] = [await seen(), await score()];
    const shown = await preview('low');
    expect([await seen(), await score()]).toEqual([before, points]);
    expect(shown).toMatchObject({ findings: 4, same: 0, refused: 0, repositories_total: 2 });
    expect(shown.counts).toMatchObject({ critical: 1, high: 3, low: 0 });
    const { batch, ...done } = await rate('low', shown.token);
    expect(done).toEqual({ findings: 4, repositories: 2 });
    expect(await score()).toBe(shown.organization.after);
    expect(shown.organization.before).toBe(points);
    await agrees();
    tick(harness, 1);
    expect(await undoBulkChange(ctx, batch)).toEqual({ findings: 4, kept: 0 });
    // What was set by somebody is theirs again, with their reason and its time; people without a row are called removed.
    const back = await seen();
    const asTheirs = (row: unknown) => JSON.stringify(row).replace('Removed person', 'person 8');
    expect(back.map(asTheirs)).toEqual(before.map(asTheirs));
    expect(await score()).toBe(points);
    await agrees();
    await expect(undoBulkChange(ctx, batch)).rejects.toMatchObject({ code: 'not_found', sentence: none });
  });

  it('leaves out what has it, and what only who decides may lower', async () => {
    const developer = as('developer', 5);
    const { token } = await preview('high', developer);
    expect(await preview('high', developer)).toMatchObject({ findings: 0, same: 3, refused: 1, repositories_total: 0 });
    await expect(rate('high', token, developer)).rejects.toMatchObject({ code: 'conflict' });
    expect(await preview('low', developer)).toMatchObject({ findings: 0, refused: 4 });
    await expect(preview('low', as('viewer', 6))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await preview('high')).toMatchObject({ findings: 1, same: 3, refused: 0 });
  });

  it('is refused when its filter finds other findings than the preview showed', async () => {
    const { token } = await preview('medium');
    tick(harness, 5);
    await harness.deliver({ repo: 'acme/new' }, sarifOf(results('a')));
    const before = await seen();
    await expect(rate('medium', token)).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('It is 6 findings now, 2 more than the 4 of the preview.'),
    });
    expect(await seen()).toEqual(before);
  });

  it('is set once by two who do it at the same time', async () => {
    const { token } = await preview('medium');
    const both = await Promise.allSettled([rate('medium', token), rate('medium', token)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict', sentence: expect.stringContaining('0 findings now') });
    await agrees();
  });

  it('is undone by who set it or who decides, for a day, and where nobody set another one since', async () => {
    const developer = as('developer', 5);
    const { token } = await preview('critical', developer, 'b');
    const { batch } = await rate('critical', token, developer, 'b');
    await expect(undoBulkChange(as('developer', 7), batch)).rejects.toMatchObject({ code: 'forbidden' });
    const ofWeb = { ...developer, readScope: { ...ctx.readScope, repositories: [] } };
    await expect(undoBulkChange(ofWeb, batch)).rejects.toMatchObject({ code: 'not_found' });
    tick(harness, 1);
    const [one] = (await rows()).filter(({ rule }) => rule === 'b');
    await setSeverity(ctx, one?.id ?? '', severityChange.parse({ severity: 'info', reason: 'It is nothing.' }));
    tick(harness, 1);
    expect(await undoBulkChange(developer, batch)).toEqual({ findings: 1, kept: 1 });
    expect((await rows()).find(({ id }) => id === one?.id)).toMatchObject({ severity: 'info' });
    await agrees();
    const later = await rate('critical', (await preview('critical')).token);
    tick(harness, 25 * 60);
    await tagInBulk(ctx, bulkTagBody.parse({ ...ofA, add: ['day-after'] }));
    await expect(undoBulkChange(ctx, later.batch)).rejects.toMatchObject({ code: 'not_found', sentence: none });
  });

  it('keeps no secret of its reason', async () => {
    const key = ['AKIA', 'IOSFODNN7', 'ABCDEFG'].join('');
    const { token } = await preview('low');
    const reason = `The key ${key} is revoked.`;
    await rateInBulk(ctx, bulkSeverityBody.parse({ ...ofA, severity: 'low', token, reason }));
    tick(harness, 1);
    await rate('medium', (await preview('medium')).token);
    const stored = await harness.admin<{ text: string }[]>`
      select detail::text as text from audit_entries union all select detail::text from finding_events
      union all select reason from severity_overrides union all select replaced::text from bulk_changes`;
    expect(stored.some(({ text }) => text?.includes('●●●●'))).toBe(true);
    expect(stored.filter(({ text }) => text?.includes(key))).toEqual([]);
  });
});

describe('tags of many findings', () => {
  it('are previewed, and undone exactly: who had one keeps it', async () => {
    const [first] = (await rows()).filter(({ rule }) => rule === 'a');
    await changeTags(ctx, first?.id ?? '', tagChange.parse({ add: ['sprint-9', 'old'] }));
    tick(harness, 1);
    const before = await seen();
    const change = { ...ofA, add: ['sprint-9'], remove: ['old'] };
    const shown = await previewTags(ctx, bulkTagPreviewBody.parse(change));
    expect(shown).toMatchObject({ findings: 6, changed: 6, repositories_total: 3 });
    expect(await seen()).toEqual(before);
    const { batch, ...done } = await tagInBulk(ctx, bulkTagBody.parse({ ...change, token: shown.token }));
    expect(done).toEqual({ findings: 6, changed: 6 });
    expect(await undoBulkChange(ctx, batch ?? '')).toEqual({ findings: 6, kept: 0 });
    expect(await seen()).toEqual(before);
  });

  it('are refused when the filter finds other findings than the preview showed', async () => {
    const change = { filter: { tag: ['old'] }, add: ['new'] };
    const { token } = await previewTags(ctx, bulkTagPreviewBody.parse(change));
    const [other] = (await rows()).filter(({ rule }) => rule === 'c');
    await changeTags(ctx, other?.id ?? '', tagChange.parse({ add: ['old'] }));
    await expect(tagInBulk(ctx, bulkTagBody.parse({ ...change, token }))).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('It is 2 findings now, 1 more than the 1 of the preview.'),
    });
    expect((await rows()).flatMap(({ tags }) => tags)).not.toContain('new');
  });
});
