import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { ruleListParams } from '#lib/contracts/exception-rule.ts';
import { statementListParams } from '#lib/contracts/statement.ts';
import { trendParams } from '#lib/contracts/trend.ts';
import { EXCEPTION_STATES } from '#lib/domain/decision/exception.ts';
import { recount } from '#lib/services/recount.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getRules } from '#lib/views/exception-rule/get-rules.ts';
import { organizationDays } from '#lib/views/posture/organization-days.ts';
import { getStatements } from '#lib/views/statement/get-statements.ts';
import { getTrend } from '#lib/views/trend/get-trend.ts';
import { type LoadedDemo, loadDemo } from './load.ts';
import { removeDemo } from './remove.ts';
import { SYSTEM_NAMES } from './systems/all-systems.ts';
import { expectBadWeek, expectEvidence, expectPipelines, expectReports, expectReviews } from './testing.ts';

const SIZE = { repositories: 12, weeks: 6 };
const EMPTIED = [
  ...['repositories', 'repository_state', 'repository_numbers', 'repository_days'],
  ...['pipelines', 'streams', 'runs', 'uploads', 'findings', 'evidence', 'sightings'],
  ...['finding_events', 'finding_terms', 'finding_counts', 'actions', 'rules'],
  ...['exceptions', 'exception_rules', 'statement_documents', 'statements'],
  ...['organization_days', 'teams'],
  ...['action_work', 'action_events', 'learned_efforts', 'access_reviews'],
  ...['team_members', 'team_patterns', 'team_repositories'],
  ...['repository_labels', 'repository_code_owners', 'users'],
  ...['mails', 'mail_preferences', 'report_schedules'],
];

let harness: Harness;
let loaded: LoadedDemo;
let days: string[];

beforeAll(async () => {
  harness = await startHarness();
  loaded = await loadDemo(harness, { orgId: harness.ctx.orgId, size: SIZE });
  const rows = await harness.sql<{ day: string }[]>`select day::text from organization_days order by day`;
  days = rows.map((row) => row.day);
}, 120_000);
afterAll(() => harness.close());

const count = async (sql: string): Promise<number> => {
  const [row] = await harness.sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${sql}`);
  return row?.count ?? 0;
};

const orgDemo = async (): Promise<boolean> => {
  const [row] = await harness.sql<{ demo: boolean }[]>`select demo from organizations where id = ${harness.ctx.orgId}`;
  return row?.demo ?? false;
};

describe('the access reviews of the demo', () => {
  it('are one that is over, of which a right is gone and another one still there, and one that waits', () =>
    expectReviews(harness));

  it('end with evidence that is signed', () => expectEvidence(harness));
});

describe('the mails of the demo', () => {
  interface Row {
    name: string;
    role: string;
    key: string;
    state: string;
    subject: string;
    text: string;
    createdAt: Date;
  }
  const mails = () =>
    harness.admin<Row[]>`
      select u.name, u.role, m.key, m.state, m.subject, m.text, m.created_at from mails m join users u on u.id = m.user_id
      where m.kind not in ('review', 'report') order by m.created_at, m.key`;

  it('are of the last four weeks, dated in their weeks, kept to be read, and never sent', async () => {
    const rows = await mails();
    const weeks = new Set(rows.map(({ key }) => key.split(':')[2]));
    expect(weeks.size).toBeGreaterThanOrEqual(4);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['kept']));
    const now = harness.clock.now.getTime();
    for (const { createdAt } of rows) {
      expect(createdAt.getTime()).toBeLessThanOrEqual(now);
      expect(createdAt.getTime()).toBeGreaterThan(now - 29 * 86_400_000);
    }
    expect(new Set(rows.map(({ name }) => name)).size).toBeGreaterThanOrEqual(9);
    await expectReports(harness);
  });

  it('tell each person something else, and each week another score', async () => {
    const rows = await mails();
    // Everybody has another link to stop them: it must not be what differs.
    const told = rows.map(({ text }) => text.replace(/\/unsubscribe\/\S+/, ''));
    expect(new Set(told).size).toBe(told.length);
    const ofDevelopers = rows.filter(({ role }) => role === 'developer');
    expect(new Set(ofDevelopers.map(({ name }) => name)).size).toBe(5);
    for (const { key, text } of ofDevelopers) {
      expect(key).toContain(':team-');
      expect(text).toMatch(/^(?:Storefront|Payments|Logistics|Platform) at /);
    }
    const scores = rows.filter(({ name }) => name === 'Tomasz Wilk').map(({ subject }) => subject);
    expect(new Set(scores).size).toBeGreaterThan(1);
  });

  it('say of a past week what was known then: its score is that of the day before', async () => {
    const first = (await mails()).find(({ name, key }) => name === 'Ines Calder' && !key.includes('team'));
    const day = new Date((first?.createdAt.getTime() ?? 0) - 86_400_000).toISOString().slice(0, 10);
    const [stored] = await harness.admin<{ score: number }[]>`select score from organization_days where day = ${day}`;
    const told = Number(/Posture (\d+(?:\.\d)?)/.exec(first?.text ?? '')?.[1] ?? Number.NaN);
    expect(Math.abs(told - (stored?.score ?? 0))).toBeLessThan(1);
  });
});

describe('the demo', () => {
  it('is marked as one, in every repository', async () => {
    expect(loaded.repositories).toBe(12);
    expect(await count(`repositories where demo and kind <> 'system'`)).toBe(12);
    expect(await count(`repositories where demo and kind = 'system'`)).toBe(SYSTEM_NAMES.length);
    expect(await count('repositories where not demo')).toBe(0);
    expect(await orgDemo()).toBe(true);
  });

  it('has the year of a company: fixed, reopened, moved, held, rejected, silent, archived, live secret', async () => {
    for (const kind of ['introduced', 'fixed', 'seen_on_branch']) {
      expect(await count(`finding_events where kind = '${kind}'`), kind).toBeGreaterThan(0);
    }
    expect(await count(`uploads where state = 'held'`)).toBe(1);
    expect(await count(`uploads where state = 'rejected'`)).toBe(1);
    expect(await count(`uploads where state not in ('processed', 'held', 'rejected')`)).toBe(0);
    expect(await count('repositories where archived')).toBe(1);
    expect(await count(`findings where category = 'secret' and state = 'open' and confidence = 4`)).toBe(1);
  });

  it('has four teams and ten people in all roles, of whom nobody can sign in', async () => {
    expect(await count('teams where demo')).toBe(4);
    expect(await count('users')).toBe(10);
    expect(await count('users where account_id is not null')).toBe(0);
    expect(await count('setup_codes')).toBe(0);
    expect(await count('(select distinct role from users) roles')).toBe(5);
    expect(await count('teams t where not exists (select 1 from team_members m where m.team_id = t.id)')).toBe(0);
    for (const source of ['hand', 'pattern', 'codeowners']) {
      expect(await count(`team_repositories where source = '${source}'`), source).toBeGreaterThan(0);
    }
    // Real developers would stop seeing what they see.
    expect(await count(`organizations where developer_sight = 'teams'`)).toBe(0);
  });

  it('happened on its own days, every one of which has its rows', async () => {
    expect(days).toHaveLength(SIZE.weeks * 7 + 1);
    expect(days.at(-1)).toBe('2026-03-02');
    expect(await count(`findings where first_seen_at > '2026-03-02T09:00:00Z'`)).toBe(0);
    expect(await count(`findings where first_seen_at < '2026-02-01'`)).toBeGreaterThan(20);
    const gaps = await harness.sql`
      select repo_id from repository_days group by repo_id having count(*) <> max(day) - min(day) + 1`;
    expect(gaps).toEqual([]);
  });

  it('has fixes under way: claimed, awaiting a scan, of a team, and verified by the scans of the last weeks', async () => {
    expect(await count(`action_work where stage = 'claimed' and user_id is not null`)).toBe(2);
    expect(await count(`action_work where stage = 'claimed' and team_id is not null`)).toBe(1);
    expect(await count(`action_work where stage = 'awaiting' and user_id is not null`)).toBeGreaterThan(1);
    const verified = `action_events where kind = 'verified' and upload > 0 and (detail ->> 'hours')::float8 between 1 and 8`;
    expect(await count(verified)).toBeGreaterThan(10);
    expect(await count(`(select distinct detail -> 'assignee' from ${verified}) people`)).toBeGreaterThan(3);
    // Nobody has the first one yet.
    const { items } = await getActions(harness.ctx, actionListParams.parse({ limit: 20 }));
    expect(items[0]?.work.state).toBe('open');
    expect(new Set(items.map(({ work }) => work.state))).toEqual(new Set(['open', 'claimed', 'awaiting']));
  });

  it('has decisions in every state, rules that decide and wait, and a document whose statements are about findings', async () => {
    for (const state of EXCEPTION_STATES)
      expect(await count(`exceptions where state = '${state}'`), state).toBeGreaterThan(0);
    const [returned] = await harness.sql<{ reason: string }[]>`
      select end_reason as reason from exceptions where state = 'returned'`;
    expect(returned).toEqual({ reason: 'severity' });
    const { items: rules } = await getRules(harness.ctx, ruleListParams.parse({}));
    expect(rules.map(({ state, settled }) => [state, settled])).toEqual([
      ['requested', true],
      ['in_force', true],
    ]);
    expect(rules[1]?.findings.value).toBeGreaterThan(0);
    const stated = await getStatements(harness.ctx, statementListParams.parse({ matched: 'yes' }));
    expect(new Set(stated.items.map(({ status }) => status)).size).toBeGreaterThan(1);
    expect(await count('exceptions where statement_document is not null')).toBe(1);
    // They did not last longer than they were to.
    const late = await count(`exceptions where state = 'expired' and ended_at > expires_at + interval '1 day'`);
    expect(late).toBe(0);
  });

  it('has a bad week that the ledger explains, and a week in which it was mended', () => expectBadWeek(harness));

  it('has one malicious package, which is invented and says so, to be removed now', async () => {
    const { items } = await getActions(harness.ctx, actionListParams.parse({ lane: 'act_now', q: 'malicious' }));
    expect(items.map(({ title }) => title)).toEqual(['Remove example.com/invented-malicious-sample: it is malicious']);
  });

  it('has pipelines whose files are read, one of which was changed by one person', () => expectPipelines(harness));

  it('equals a recount', async () => {
    expect((await recount(harness.sql)).differences).toEqual([]);
  });

  it('leaves no trace of secrets in the stored bytes', async () => {
    const [row] = await harness.sql<{ blob: string }[]>`
      select blob from uploads where scanner = 'gitleaks' and parsed > 0 limit 1`;
    const chunks: Buffer[] = [];
    for await (const chunk of harness.blobs.read(row?.blob ?? '')) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).not.toContain('demo-not-a-real-secret-');
  });

  it('goes as a whole: rows, days and bytes', async () => {
    expect(await removeDemo(harness, { orgId: harness.ctx.orgId })).toMatchObject({
      repositories: 12 + SYSTEM_NAMES.length,
    });
    await harness.admin`delete from organization_days where day = current_date and score is null`;
    for (const table of EMPTIED.filter((name) => name !== 'organization_days'))
      expect(await count(table), table).toBe(0);
    expect(await count('organization_days where open_high > 0 or introduced > 0')).toBe(0);
    expect(await orgDemo()).toBe(false);
    const names: string[] = [];
    for await (const name of harness.blobs.list(new Date(Date.now() + 86_400_000))) names.push(name);
    expect(names).toEqual([]);
  });

  it('keeps out of an organization with real reports, unless it is told to, and out of its numbers then', async () => {
    await harness.deliver({ repo: 'acme/real' }, sarifOf([{ rule: 'r', file: 'src/a.ts', line: 1, code: 'a()' }]));
    const { orgId } = harness.ctx;
    const small = { repositories: 2, weeks: 1 };
    await expect(loadDemo(harness, { orgId, size: small })).rejects.toThrow('real reports');
    await loadDemo(harness, { orgId, size: small, force: true });
    tick(harness, 1);
    await rollUp(harness);
    expect(await orgDemo()).toBe(false);
    const [day] = await harness.sql`select repositories, open_high from organization_days order by day desc limit 1`;
    expect(day).toEqual({ repositories: 1, openHigh: 1 });
    await removeDemo(harness, { orgId });
    expect(await count('repositories')).toBe(1);
    expect(await count('findings')).toBe(1);
    expect(await count('rules')).toBe(1);
    expect((await recount(harness.sql)).differences).toEqual([]);
  }, 60_000);

  it('is loaded or removed by one at a time: a command is told so, a job waits for its turn', async () => {
    const { orgId } = harness.ctx;
    const options = { orgId, size: { repositories: 2, weeks: 1 }, force: true };
    const byCommand = { operator: 'somebody' };
    let others: Promise<PromiseSettledResult<unknown>[]> | null = null;
    // Begun while the first one delivers.
    const onProgress = () => {
      others ??= Promise.allSettled([
        loadDemo(harness, { ...options, byCommand }),
        removeDemo(harness, { orgId, byCommand }),
        loadDemo(harness, options),
      ]);
    };
    const first = await loadDemo(harness, { ...options, onProgress });
    const [load, remove, job] = (await others) ?? [];
    const told = { status: 'rejected', reason: { code: 'conflict', sentence: expect.stringContaining('right now') } };
    expect([load, remove]).toMatchObject([told, told]);
    expect(job).toMatchObject({ status: 'fulfilled', value: { uploads: first.uploads } });
    expect(await count(`repositories where demo and kind <> 'system'`)).toBe(2);
    expect(await count('uploads')).toBe(first.uploads + 1);
    await removeDemo(harness, { orgId });
  }, 60_000);

  it('goes into an organization whose only real report was refused', async () => {
    await harness.admin`delete from repositories where not demo`;
    const { orgId } = harness.ctx;
    const refused = await harness.deliver({ repo: 'acme/broken' }, '{ this is no report');
    expect(refused.state).toBe('rejected');
    await loadDemo(harness, { orgId, size: { repositories: 2, weeks: 1 } });
    expect(await orgDemo()).toBe(true);
  }, 60_000);

  it('leaves, when it goes, the days that count real repositories', async () => {
    const { orgId } = harness.ctx;
    const byDay = () =>
      harness.admin<{ day: string }[]>`
        select d.*, d.day::text as day from organization_days d where org_id = ${orgId} order by d.day`;
    const ofDemo = await byDay();
    expect(ofDemo.length).toBeGreaterThan(3);
    tick(harness, 24 * 60);
    await harness.deliver({ repo: 'acme/real' }, sarifOf([{ rule: 'r', file: 'src/a.ts', line: 1, code: 'a()' }]));
    await rollUp(harness);
    tick(harness, 24 * 60);
    await rollUp(harness);
    const real = (await byDay()).slice(ofDemo.length);
    expect(real).toMatchObject([{ openHigh: 1 }, { openHigh: 1 }]);
    expect((await organizationDays(harness.ctx, '2025-01-01', '2027-01-01')).map(({ day }) => day)).toEqual(
      real.map(({ day }) => day),
    );
    const shown = trendParams.parse({ metric: 'open', from: ofDemo.at(-1)?.day, to: real.at(-1)?.day });
    expect((await getTrend(harness.ctx, shown)).points.map(({ values }) => values.high)).toEqual([null, 1, 1]);
    await removeDemo(harness, { orgId });
    expect(await byDay()).toEqual(real);
  }, 60_000);
});
