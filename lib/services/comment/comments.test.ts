import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { commentBody } from '#lib/contracts/comment.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { severityChange } from '#lib/contracts/finding-people.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { MAX_COMMENTS } from '#lib/domain/comment/judge-comment.ts';
import { unsubscribeToken } from '#lib/domain/mail/unsubscribe-token.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getMentionable } from '#lib/views/finding/get-mentionable.ts';
import { setSeverity } from '../finding/set-severity.ts';
import { changeOwnMail } from '../mail/change-own-mail.ts';
import { unsubscribe } from '../mail/unsubscribe.ts';
import { recount } from '../recount.ts';
import { changeMembers } from '../team/change-members.ts';
import { changePatterns } from '../team/change-patterns.ts';
import { createTeam } from '../team/create-team.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { removeUser } from '../user/remove-user.ts';
import { addMember } from '../user/testing.ts';
import { tellWatchers } from '../watch/tell-watchers.ts';
import { watchFinding } from '../watch/watch-finding.ts';
import { addComment } from './add-comment.ts';
import { deleteComment } from './delete-comment.ts';
import { editComment } from './edit-comment.ts';

let harness: Harness;
let ctx: Context;
const ids = new Map<string, number>();

const result = (rule: string): FakeResult => ({ rule, file: `src/${rule}.ts`, line: 3, code: `use(${rule})` });
const REPORT = ['a', 'b', 'c', 'd'].map(result);

async function person(name: string, role: Role): Promise<void> {
  const given = { email: `${name.toLowerCase().replace(' ', '.')}@example.com`, name, role, passwordHash: 'chosen' };
  ids.set(name, (await addMember(harness.systemSql, { orgId: ctx.orgId }, { ...given, now: harness.now() })).id);
}

const as = (name: string, role: Role): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role },
  userId: ids.get(name) ?? 0,
  credential: { kind: 'session', name, tokenId: null },
});

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  for (const repo of ['acme/web', 'acme/api']) await harness.deliver({ repo }, sarifOf(REPORT));
  await person('Ada', 'security');
  await person('Ada Lovelace', 'admin');
  await person('Dev', 'developer');
  await person('Other Dev', 'developer');
  await person('Gone', 'security');
  // Developers see what their teams own: Dev sees acme/web alone, the other one nothing.
  const { slug } = await createTeam(ctx, { name: 'Web' });
  await changePatterns(ctx, slug, { add: ['acme/web'], remove: [] });
  await changeMembers(ctx, slug, { add: [ids.get('Dev') ?? 0], remove: [] });
});
afterAll(() => harness.close());

async function idOf(rule: string, repo = 'acme/web'): Promise<string> {
  const [found] = (await getFindings(ctx, findingListParams.parse({ rule, repo, state: ['open', 'fixed'] }))).items;
  return found?.id ?? '';
}

const view = async (id: string, who = ctx) => getFinding(who, { id });
const say = (who: Context, id: string, body: string) => {
  tick(harness, 1);
  return addComment(who, id, commentBody.parse({ body }));
};

/** Who was mailed what since the last time, by the worker of a few minutes later. */
async function mailed(): Promise<[string, string, string][]> {
  await harness.admin`delete from mails`;
  tick(harness, 5);
  await tellWatchers(harness);
  const rows = await harness.admin<{ name: string; subject: string; text: string }[]>`
    select u.name, m.subject, m.text from mails m join users u on u.id = m.user_id order by m.id`;
  return rows.map(({ name, subject, text }) => [name, subject, text]);
}

describe('a comment', () => {
  it('is said, changed and deleted by who wrote it, and says so', async () => {
    const id = await idOf('a');
    const ada = as('Ada', 'security');
    const { id: comment } = await say(ada, id, ' Only <b>constants</b> come in. ');
    expect((await view(id, ada)).comments).toMatchObject([
      {
        ...{ id: comment, author: 'Ada', by: 'person', body: 'Only <b>constants</b> come in.', edited_at: null },
        may: { edit: true, delete: true },
      },
    ]);
    const other = as('Dev', 'developer');
    expect((await view(id, other)).comments[0]?.may).toEqual({ edit: false, delete: false });
    await expect(editComment(other, comment, { body: 'No.' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteComment(other, comment)).rejects.toMatchObject({ code: 'forbidden' });
    await editComment(ada, comment, { body: 'Only constants.' });
    expect((await view(id)).comments).toMatchObject([{ body: 'Only constants.', edited_at: expect.any(String) }]);
    await deleteComment(ada, comment);
    expect((await view(id)).comments).toMatchObject([{ body: '', deleted_at: expect.any(String), author: 'Ada' }]);
    await expect(editComment(ada, comment, { body: 'Back.' })).rejects.toMatchObject({ code: 'not_found' });
    const verbs = await harness.admin<{ verb: string }[]>`
      select verb from audit_entries where verb like 'finding.comment%' order by sequence`;
    expect(verbs.map(({ verb }) => verb)).toEqual([
      'finding.commented',
      'finding.comment_edited',
      'finding.comment_deleted',
    ]);
    const told = await harness.admin`select detail from outbox where kind = 'comment_added'`;
    expect(told).toEqual([{ detail: { finding: 1, comment: 1 } }]);
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });

  it('holds no secret, and the writer is told so', async () => {
    const key = ['AKIA', 'IOSFODNN7', 'ABCDEFG'].join('');
    const id = await idOf('a');
    expect(await say(as('Ada', 'security'), id, `It was ${key}.`)).toMatchObject({ masked: 1 });
    expect((await view(id)).comments.at(-1)?.body).toBe('It was ●●●●.');
    const stored = await harness.admin<{ text: string }[]>`
      select body as text from comments union all select detail::text from audit_entries
      union all select detail::text from outbox`;
    expect(stored.filter(({ text }) => text.includes(key))).toEqual([]);
  });

  it('is none of a viewer, of somebody who does not see the finding, or beyond the most', async () => {
    const id = await idOf('b', 'acme/api');
    await expect(say(as('Ada', 'viewer'), id, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    const ofWeb = { ...ctx, readScope: { ...ctx.readScope, repositories: [1] } };
    await expect(say(ofWeb, id, 'x')).rejects.toMatchObject({ code: 'not_found' });
    const { id: comment } = await say(ctx, id, 'Seen.');
    await expect(editComment(ofWeb, comment, { body: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await harness.admin`
      insert into comments (org_id, repo_id, number, finding_number, at, author_kind, author_name, body, mentions)
      select org_id, repo_id, 1000 + n, finding_number, at, author_kind, author_name, body, mentions
      from comments, generate_series(1, ${MAX_COMMENTS - 1}) n where repo_id = 2`;
    await expect(say(ctx, id, 'x')).rejects.toMatchObject({ code: 'conflict' });
    await harness.admin`delete from comments where number > 1000`;
    await mailed();
  });
});

describe('a mention', () => {
  it('is of who sees the finding, and mails them once for all that came together', async () => {
    const id = await idOf('b');
    const ada = as('Ada', 'security');
    await say(ada, id, '@Dev and @Other Dev: can this be reached? See `@Ada Lovelace`.');
    await say(ada, id, '@dev, and from the job?');
    const [first] = (await view(id)).comments;
    expect(first).toMatchObject({
      body: '@Dev and @Other Dev: can this be reached? See `@Ada Lovelace`.',
      mentions: ['Dev'],
    });
    const mails = await mailed();
    expect(mails.map(([name, subject]) => [name, subject])).toEqual([
      ['Dev', expect.stringContaining('Ada mentioned you on acme/web#')],
    ]);
    const [[, , text] = ['', '', '']] = mails;
    expect(text).toContain('can this be reached?');
    expect(text).toContain('@Dev, and from the job?');
    expect(await mailed()).toEqual([]);
  });

  it('offers who sees the finding', async () => {
    const names = async (q?: string) =>
      (await getMentionable(ctx, await idOf('b'), { q })).items.map(({ name }) => name);
    expect(await names()).toEqual(['Ada', 'Ada Lovelace', 'Dev', 'Gone']);
    expect(await names('love')).toEqual(['Ada Lovelace']);
    expect((await getMentionable(ctx, await idOf('b', 'acme/api'), {})).items.map(({ name }) => name)).not.toContain(
      'Dev',
    );
  });

  it('mails nobody who said that they want none, by setting or by the link of the mail', async () => {
    const id = await idOf('b');
    const ada = as('Ada', 'security');
    await changeOwnMail(as('Dev', 'developer'), { watched: false });
    await say(ada, id, '@Dev @Ada Lovelace?');
    expect((await mailed()).map(([name]) => name)).toEqual(['Ada Lovelace']);
    const userId = ids.get('Ada Lovelace') ?? 0;
    const token = unsubscribeToken(ctx.linkKey(), { orgId: ctx.orgId, userId, stops: 'watched' });
    expect(await unsubscribe(harness, token, null)).toMatchObject({ state: 'off', stops: 'watched' });
    await say(ada, id, '@Ada Lovelace?');
    expect(await mailed()).toEqual([]);
    await changeOwnMail(as('Dev', 'developer'), { watched: true });
  });
});

describe('who watches a finding', () => {
  it('is who wrote, or said so, until they do not want to; and they list what they watch', async () => {
    const id = await idOf('c');
    const [ada, dev] = [as('Ada', 'security'), as('Dev', 'developer')];
    await say(ada, id, 'Mine.');
    expect((await view(id, ada)).watch).toEqual({ mine: true, watchers: 1 });
    await watchFinding(dev, id, { watching: true });
    expect((await view(id, dev)).watch).toEqual({ mine: true, watchers: 2 });
    const watched = async (who: Context) =>
      (await getFindings(who, findingListParams.parse({ watched: 'me' }))).items.map(({ rule }) => rule);
    expect(await watched(dev)).toEqual(['c']);
    await watchFinding(ada, id, { watching: false });
    await say(ada, id, 'Still not watching.');
    expect((await view(id, ada)).watch.mine).toBe(false);
    await expect(watchFinding(ctx, id, { watching: true })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getFindings(ctx, findingListParams.parse({ watched: 'me' }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await mailed();
  });

  it('is told what others do to it and what reports see, in one mail, and nothing of their own', async () => {
    const id = await idOf('c');
    tick(harness, 1);
    await setSeverity(as('Dev', 'developer'), id, severityChange.parse({ severity: 'critical', reason: 'Public.' }));
    expect(await mailed()).toEqual([]);
    await watchFinding(as('Ada', 'security'), id, { watching: true });
    await setSeverity(as('Ada', 'security'), id, severityChange.parse({ severity: 'medium', reason: 'It is not.' }));
    tick(harness, 1);
    await harness.deliver({ repo: 'acme/web' }, sarifOf(REPORT.filter(({ rule }) => rule !== 'c')));
    const mails = await mailed();
    expect(mails.map(([name]) => name).sort()).toEqual(['Ada', 'Dev']);
    const textOf = (name: string) => mails.find(([to]) => to === name)?.[2] ?? '';
    expect(textOf('Dev')).toContain('Severity set to medium, was critical: It is not.');
    expect(textOf('Dev')).toContain('Fixed: the reports that saw it no longer do');
    expect(textOf('Ada')).not.toContain('Severity set to medium');
    tick(harness, 1);
    await harness.deliver({ repo: 'acme/web' }, sarifOf(REPORT));
    expect((await mailed()).find(([name]) => name === 'Dev')?.[2]).toContain('Opened again');
  });

  it('is nobody who does not see it any more: neither list nor mail', async () => {
    const id = await idOf('c');
    await say(as('Ada', 'security'), id, 'News.');
    await changeMembers(ctx, 'web', { add: [], remove: [ids.get('Dev') ?? 0] });
    expect((await mailed()).map(([name]) => name)).not.toContain('Dev');
    const left = await harness.admin`select 1 from watches where user_id = ${ids.get('Dev') ?? 0}`;
    expect(left).toEqual([]);
  });

  it('who is removed leaves comments as those of a removed person, and is mentioned by no name', async () => {
    const id = await idOf('d');
    await say(as('Gone', 'security'), id, 'I will look.');
    await say(as('Ada', 'security'), id, '@Gone, did you?');
    await removeUser(ctx, ids.get('Gone') ?? 0);
    expect((await view(id)).comments.map(({ author, body }) => [author, body])).toEqual([
      ['removed person', 'I will look.'],
      ['Ada', '@removed person, did you?'],
    ]);
    const stored = await harness.admin<{ text: string }[]>`
      select author_name || ' ' || body as text from comments union all select text from mails`;
    expect(stored.filter(({ text }) => text.includes('Gone'))).toEqual([]);
    expect(await harness.admin`select 1 from watches where user_id = ${ids.get('Gone') ?? 0}`).toEqual([]);
    expect((await mailed()).map(([name]) => name)).not.toContain('Gone');
  });
});
