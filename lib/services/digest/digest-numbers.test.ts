import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChosen } from '#db/queries/digest-facts.ts';
import { findUnmeasuredOfDay } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import { type ActionRow, actionListParams } from '#lib/contracts/action.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { gateSummaryParams } from '#lib/contracts/gate-history.ts';
import type { TodayView } from '#lib/contracts/posture.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { loadDemo } from '#lib/demo/load.ts';
import { STAGES } from '#lib/domain/action/work.ts';
import { fixWords } from '#lib/domain/digest/action-words.ts';
import type { Digest, DigestAction } from '#lib/domain/digest/digest.ts';
import { addDays } from '#lib/domain/time.ts';
import { decodeId } from '#lib/ids.ts';
import { renderDigest } from '#lib/mail/render/render-digest.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { actAs, type Harness, startHarness } from '#lib/services/testing.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getGateFigures } from '#lib/views/gate/get-gate-figures.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getTeams } from '#lib/views/team/get-teams.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { linksOf } from './make-digests.ts';
import { sendDigests } from './send-digests.ts';
import {
  askForExemptions,
  exceptionsByApi,
  exemptionsByApi,
  pipelinesByApi,
  privilegesByApi,
  scoreByApi,
} from './testing.ts';

interface Sent {
  key: string;
  userId: number;
  name: string;
  role: 'admin' | 'security' | 'developer' | 'viewer' | 'auditor';
  subject: string;
  text: string;
}

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await loadDemo(harness, { orgId: harness.ctx.orgId, size: { repositories: 12, weeks: 3 } });
  const { admin, ctx } = harness;
  await admin`delete from mails`;
  await admin`delete from mail_preferences`;
  await admin`insert into accounts (email, created_at) select email, created_at from users`;
  await admin`update users u set account_id = a.id from accounts a where a.email = u.email`;
  // A team's digest for each of its members, and for one person who is in none.
  await admin`
    insert into mail_preferences (org_id, user_id, teams, weekly, weekly_since)
    select ${ctx.orgId}, u.id, coalesce(array_agg(distinct m.team_id) filter (where m.team_id is not null),
      array[(select min(id) from teams)]), true, ${addDays(harness.clock.now, -10)}
    from users u left join team_members m on m.user_id = u.id group by u.id`;
  await admin`update users set created_at = ${addDays(harness.clock.now, -30)}`;
  await askForExemptions(harness);
  // One that counts no more, and one that counts less: both move the score of whoever sees them. No exception of
  // them is told of by mail; which ids repositories have is not always the same.
  const [gone, first] = await admin<{ fullName: string }[]>`
    select r.full_name from repositories r join team_repositories o on o.repo_id = r.id
    where not exists (
      select 1 from exceptions e where e.repo_id = r.id and (e.state = 'requested' or e.expires_at < ${addDays(harness.clock.now, 14)}))
    group by r.org_id, r.id order by r.full_name limit 2`;
  expect(first).toBeDefined();
  await changeRepository(ctx, gone?.fullName ?? '', { archived: true });
  await changeRepository(ctx, first?.fullName ?? '', { criticality: 'low' });
  await sendDigests(harness);
}, 120_000);
afterAll(() => harness.close());

const sent = (): Promise<Sent[]> =>
  harness.admin<Sent[]>`
    select m.key, m.user_id, u.name, u.role, m.subject, m.text from mails m join users u on u.id = m.user_id
    where m.kind = 'digest' and m.state = 'kept' order by m.key`;

/** Each fix in each repository. Without states, what is the same in several repositories would be one row. */
async function allActions(ctx: Context): Promise<ActionRow[]> {
  const all: ActionRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const params = {
      lane: 'act_now,by_value',
      state: STAGES.join(),
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const page = await getActions(ctx, actionListParams.parse(params));
    all.push(...page.items);
    if (page.next_cursor === null) return all;
    cursor = page.next_cursor;
  }
}

/** Fixes, of each repository, that close something that KEV lists. */
async function exploitedFixes(ctx: Context): Promise<number> {
  const { items, total } = await getFindings(ctx, findingListParams.parse({ exploit: 'kev,malicious', limit: 200 }));
  expect(items).toHaveLength(total.value);
  const fixes = new Set<string>();
  for (const { id } of items) fixes.add((await getFinding(ctx, { id })).action?.id ?? id);
  return fixes.size;
}

/** One fix in several repositories is one, in each of the three. */
async function everyFix(ctx: Context, today: TodayView): Promise<number> {
  const { total } = await getActions(ctx, actionListParams.parse({ limit: 1 }));
  expect(today.actions_total).toEqual(total);
  return total.value;
}

async function wordsFor(ctx: Context, row: ActionRow): Promise<DigestAction> {
  const id = decodeId('action', row.id);
  const [stored] = id === null ? [] : await findChosen(ctx.sql, ctx, [id]);
  const repository = row.repositories.names[0] ?? '';
  const teams = row.repo === null ? [] : await ownersOf(ctx, row.repo);
  return {
    kind: row.kind as DigestAction['kind'],
    text: stored === undefined ? row.title : fixWords(stored),
    ...{ repository, repositories: row.repositories.count, severity: row.severity, points: row.points },
    ...{ effortHours: row.effort_hours, due: row.due_at?.slice(0, 10) ?? null, overdue: row.overdue },
    ...{ actNow: row.lane === 'act_now', owners: teams, path: row.url },
  };
}

async function ownersOf(ctx: Context, repository: string): Promise<string[]> {
  const { chosen: _, ...whole } = ctx;
  const sight = ctx.chosen?.sight ?? ctx.readScope;
  const { items } = await getTeams({ ...whole, readScope: sight }, { limit: 100 });
  const owning = await harness.admin<{ slug: string }[]>`
    select distinct t.slug from team_repositories o join teams t on t.id = o.team_id
    join repositories r on r.id = o.repo_id where r.full_name = ${repository}`;
  return items.filter(({ slug }) => owning.some((one) => one.slug === slug)).map(({ name }) => name);
}

/** The digest that the answers of the API make, in the same shape. */
async function digestByApi(ctx: Context, mail: Sent): Promise<Digest> {
  const now = harness.clock.now;
  const today = await getToday(ctx);
  const since = addDays(now, -7).toISOString().slice(0, 10);
  const actions = await allActions(ctx);
  const dueIn = (from: Date, until: Date) =>
    actions
      .filter(({ due_at: due }) => due !== null && new Date(due) >= from && new Date(due) < until)
      .sort((a, b) => (a.due_at ?? '').localeCompare(b.due_at ?? ''));
  const list = async (rows: ActionRow[], total = rows.length) => ({
    items: await Promise.all(rows.slice(0, 5).map((row) => wordsFor(ctx, row))),
    total,
  });
  const repositories = (await getRepositories(ctx, repositoryListParams.parse({ limit: 200 }))).items;
  const fixed = await Promise.all(
    repositories.map(async ({ name: repo, ...row }) => {
      const params = findingListParams.parse({ repo, state: 'fixed', fixed_since: since, limit: 1 });
      return { ...row, repository: repo, findings: (await getFindings(ctx, params)).total.value };
    }),
  );
  const some = fixed.filter(({ findings }) => findings > 0);
  const ids = await harness.admin<{ id: number; fullName: string; now: number }[]>`
    select r.id, r.full_name, (s.score_detail -> 'waterfall' -> 0 ->> 'points')::real as now from repositories r join repository_state s on s.repo_id = r.id`;
  const idOf = (name: string) => ids.find(({ fullName }) => fullName === name)?.id ?? 0;
  some.sort((a, b) => b.findings - a.findings || idOf(a.repository) - idOf(b.repository));
  const then = await findUnmeasuredOfDay(
    harness.sql,
    ctx.readScope,
    ids.map(({ id }) => id),
    since,
  );
  const lost = repositories.flatMap(({ name: repository }) => {
    const row = ids.find(({ fullName }) => fullName === repository);
    const before = then.get(row?.id ?? 0);
    const points = before === undefined || row === undefined ? 0 : Math.round((before - row.now) * 10) / 10;
    return points >= 0.5 ? [{ repository, points, path: `/repositories/${repository}/coverage` }] : [];
  });
  const held = (await getIngest(ctx, uploadListParams.parse({ state: 'held', limit: 100 }))).items.reverse();
  const [, , , team] = mail.key.split(':');
  const week = mail.key.split(':')[2] ?? '';
  return {
    ...{ week, period: { from: since, to: now.toISOString().slice(0, 10) }, asOf: now.toISOString() },
    organization: today.organization.name,
    scope:
      team === undefined || ctx.chosen === undefined
        ? { kind: 'organization', name: today.organization.name, whole: ctx.readScope.repositories === 'all' }
        : { kind: 'team', name: ctx.chosen.name, slug: ctx.chosen.text.slice('team:'.length) },
    recipient: { name: mail.name, timeZone: 'UTC', minimal: false },
    score: await scoreByApi(ctx, since),
    ...{ repositories: today.repositories, open: today.open },
    counts: {
      overdue: actions.filter(({ overdue }) => overdue).length,
      exploited: await exploitedFixes(ctx),
      sample: true,
    },
    actions: await list(today.actions, await everyFix(ctx, today)),
    newlyOverdue: await list(dueIn(new Date(`${since}T00:00:00Z`), now)),
    dueNext: await list(dueIn(now, addDays(now, 7))),
    silent: {
      items: today.silent.slice(0, 5).map(({ repo, url, ...row }) => ({ ...row, repository: repo, path: url })),
      total: today.silent.length,
    },
    held: {
      items: held.slice(0, 5).map((row) => ({
        ...{ repository: row.repo, scanner: row.scanner ?? 'a scanner' },
        ...{ since: row.received_at.slice(0, 10), path: `/ingest/${row.id}` },
      })),
      total: held.length,
    },
    coverageLost: { items: lost.sort((a, b) => b.points - a.points).slice(0, 5), total: lost.length },
    fixed: {
      items: await Promise.all(
        some.slice(0, 5).map(async ({ repository, findings }) => ({
          ...{ repository, findings, teams: await ownersOf(ctx, repository) },
          path: `/findings?repo=${encodeURIComponent(repository)}&state=fixed&fixed_since=${since}`,
        })),
      ),
      total: some.length,
    },
    fixedFindings: some.reduce((sum, { findings }) => sum + findings, 0),
    ...{
      ...(await privilegesByApi(ctx, since)),
      exceptions: await exceptionsByApi(ctx),
      exemptions: await exemptionsByApi(ctx),
    },
    ...{ pipelines: await pipelinesByApi(ctx, since), gates: await gatesByApi(ctx), notKnown: [] },
  };
}

async function gatesByApi(ctx: Context): Promise<Digest['gates']> {
  const { judged, failed, rules, repositories, failing_repositories } = await getGateFigures(
    ctx,
    gateSummaryParams.parse({ days: 7 }),
  );
  const items = repositories.slice(0, 5).map(({ repo: repository, ...counts }) => ({
    ...{ repository, ...counts, path: `/policy/gates?repo=${repository}&outcome=fail` },
  }));
  return { judged, failed, rule: rules[0] ?? null, items, total: failing_repositories };
}

describe('the numbers of a digest', () => {
  it('are those of the API, as its reader sees them: every mail made anew from the answers is the same text', async () => {
    const mails = await sent();
    expect(mails.length).toBeGreaterThanOrEqual(14);
    expect(new Set(mails.map(({ text }) => text)).size).toBeGreaterThanOrEqual(7);
    for (const mail of mails) {
      const { orgId } = harness.ctx;
      const teamsOf = mail.role === 'developer' ? mail.userId : null;
      const person = await actAs(harness, { kind: 'user', orgId, role: mail.role, teamsOf });
      const team = Number(/:team-(\d+)$/.exec(mail.key)?.[1] ?? 0) || null;
      const [named] = await harness.admin<{ slug: string }[]>`select slug from teams where id = ${team}`;
      const ctx = named === undefined ? person : await chooseScope(person, `team:${named.slug}`);
      const digest = await digestByApi(ctx, mail);
      const { inMail } = linksOf(harness, { orgId, userId: mail.userId, stops: team === null ? 'weekly' : { team } });
      const again = await renderDigest(digest, inMail);
      expect([mail.key, again.subject]).toEqual([mail.key, mail.subject]);
      expect(again.text).toBe(mail.text);
    }
  }, 120_000);

  it('cover the whole: something is said in every block that has data', async () => {
    const texts = (await sent()).map(({ text }) => text).join('\n');
    for (const word of [
      'What moved the score',
      'overdue',
      'exploited',
      'fixed',
      'has not reported',
      'reports failed',
      'Pipelines that changed this week: 1',
      'Exceptions that wait for approval',
      'Exceptions that end within 14',
      'Exemptions that wait for approval',
      'Exemptions that end within 14',
    ])
      expect(texts).toContain(word);
  });
});
