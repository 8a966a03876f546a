import { afterAll, describe, expect, it } from 'vitest';
import { ensureMonths } from '#db/partitions.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { ruleRequest } from '#lib/contracts/exception-rule.ts';
import { exemptionRequest } from '#lib/contracts/exemption.ts';
import { buildOpenApi, SCOPE_REF } from '#lib/contracts/openapi.ts';
import { changed, soundInventory } from '#lib/inventories/github/testing.ts';
import { requestExemptions } from '#lib/services/coverage/request-exemptions.ts';
import { requestException } from '#lib/services/exception/request-exception.ts';
import { requestRule } from '#lib/services/exception-rule/request-rule.ts';
import { changeTags } from '#lib/services/finding/change-tags.ts';
import { changeLabels } from '#lib/services/repository/change-labels.ts';
import { createView } from '#lib/services/saved-view/create-view.ts';
import type { Actor } from '../../fixtures/api-actors.ts';
import { MATRIX } from '../../fixtures/api-matrix.ts';
import { startApiWorld } from '../../fixtures/api-world.ts';

const world = await startApiWorld();
const web = await world.upload();
const other = await world.upload('acme/other');
await world.foreign();
// Something is decided in both, so that exceptions and their figures differ too.
await world.exception('in_force');
const { findingId } = await world.upload('acme/other');
const noProblem = { finding: findingId, kind: 'false_positive', reason: 'It is a test.', expires_at: null };
await requestException(world.harness.ctx, exceptionRequest.parse(noProblem));
await world.stated();
await world.path();
// Two pictures of a system, in the second of which somebody has lost a right.
for (const [day, document] of [
  ['01', soundInventory()],
  ['02', changed(soundInventory(), 'sections.collaborators.data[0].data', [])],
] as const) {
  const inventory = { ...document, collected_at: `2026-03-${day}T06:00:00Z` };
  const of = { repo: 'github/acme', pipeline: 'inventory', scanner: 'plumbline-github' };
  await world.harness.deliver(of, JSON.stringify(inventory));
}
for (const repo of ['acme/web', 'acme/other']) {
  await world.packaged(repo);
  await world.workflow(repo);
}
// Likewise tags.
await changeTags(world.harness.ctx, web.findingId, { add: ['of-web'], remove: [] });
await changeTags(world.harness.ctx, findingId, { add: ['of-other'], remove: [] });
afterAll(() => world.close());

// A day before, on which both had a score, and the organization another one than either.
const { admin } = world.harness;
const yesterday = new Date(Date.now() - 86_400_000);
await ensureMonths(admin, yesterday);
await admin`
  insert into repository_days (org_id, repo_id, day, score, open_critical, open_high, open_medium, open_low, open_info,
    introduced, reopened, fixed, uploads)
  select org_id, id, ${yesterday}::timestamptz::date, case slug when 'acme/web' then 41 else 83 end, 0, 0, 0, 0, 0, 0, 0, 0, 1
  from repositories where slug like 'acme/%'`;
await admin`
  insert into organization_days (org_id, day, score, open_critical, open_high, open_medium, open_low, open_info, introduced,
    reopened, fixed, repositories, formula)
  select id, ${yesterday}::timestamptz::date, 67, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1 from organizations`;

// Lately, whatever the clock of the world says: figures are of the last days.
await admin`update gate_answers set at = ${yesterday}`;

/** `/api/v1/findings`: every read that the reference gives the parameter to. */
const scoped = Object.entries(buildOpenApi('http://plumbline.test').paths).flatMap(([path, { get }]) =>
  get?.parameters.some((one) => '$ref' in one && one.$ref === SCOPE_REF) ? [path] : [],
);
// A document names the scope that was chosen; its own test looks into it.
const lists = scoped.filter((path) => !path.includes('{') && !path.endsWith('.pdf'));

const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
/** Until today: that is when the reports came. */
const LEDGER_PERIOD = { from: dayBefore(30), to: dayBefore(0) };

/** What a list must be asked with. */
const NEEDED: Readonly<Record<string, Record<string, string>>> = {
  '/api/v1/views': { screen: 'findings' },
  '/api/v1/ledger': LEDGER_PERIOD,
  '/api/v1/ledger/entries': LEDGER_PERIOD,
  '/api/v1/portfolio': { ...LEDGER_PERIOD, by: 'label' },
  '/api/v1/trends': { ...LEDGER_PERIOD, metric: 'score' },
  '/api/v1/trends/changes': { ...LEDGER_PERIOD, kind: 'first_scan' },
  '/api/v1/commits': { repo: 'acme/web' },
  '/api/v1/pipelines/file': { repo: 'acme/web', path: '.github/workflows/ci.yml' },
};

const ask = (path: string, actor: Actor, query: Record<string, string>, params = {}) =>
  world.call(`GET ${path}`, actor, { query: { ...NEEDED[path], ...query }, params });

const WEB = { scope: 'repo:acme/web' };
await changeLabels(world.harness.ctx, 'acme/web', { labels: ['internet-facing'] });
await changeLabels(world.harness.ctx, 'acme/other', { labels: ['batch'] });
for (const repositories of [['acme/web', 'acme/other'], ['acme/other']]) {
  const rule = { kind: 'false_positive', reason: 'It is a test.', expires_at: null };
  await requestRule(world.harness.ctx, ruleRequest.parse({ ...rule, conditions: { rules: ['none'], repositories } }));
}

for (const repo of ['acme/web', 'acme/other']) {
  const ends = { expires_at: new Date(world.harness.now().getTime() + 30 * 86_400_000).toISOString() };
  const without = exemptionRequest.parse({ repo, category: 'dast', reason: 'Nothing of it runs.', ...ends });
  await requestExemptions(world.harness.ctx, without);
  await createView(world.harness.ctx, { screen: 'findings', name: `Of ${repo}`, search: `repo=${repo}`, shared: true });
}

const ALIKE = ['/uploads/facets', '/pipelines/file', '/commits', '/ledger/entries', '/trends/changes'];

describe('a scope chosen for a read of the API', () => {
  it('is a parameter of every list and figure', () => {
    expect(lists).toEqual(
      expect.arrayContaining([
        '/api/v1/posture',
        '/api/v1/actions',
        '/api/v1/findings',
        '/api/v1/findings/groups',
        '/api/v1/findings/facets',
        '/api/v1/repos',
        '/api/v1/uploads',
        '/api/v1/uploads/facets',
      ]),
    );
  });

  /** All of them are acme/web, and so is what the developer sees. */
  const same = ['repo:acme/web', 'team:fresh-team-1', 'label:internet-facing'];
  const cases = lists.flatMap((path) => same.map((scope) => [path, scope] as const));

  it.each(cases)('%s answers an administrator in %s as it answers who sees only that', async (path, scope) => {
    const chosen = await ask(path, 'admin', { scope });
    const bounded = await ask(path, 'developer', {});
    expect([chosen.status, bounded.status]).toEqual([200, 200]);
    // When it was asked, and what one may do, which an administrator always may.
    const [mine, theirs] = [await chosen.text(), await bounded.text()].map((text) =>
      text.replaceAll(
        /"as_of":"[^"]+"|"at":"[^"]+"(?=,"provisional":true)|"may":\{[^}]+\}|"may_change":(?:true|false)/g,
        '',
      ),
    );
    expect(mine).toBe(theirs);
    expect(mine).not.toContain('acme/other');
    // Both repositories have one scanner and one credential, and neither had a score to move from; a file is of one of them, as
    // commits are; nothing of this kind happened in either.
    if (ALIKE.some((end) => path.endsWith(end))) return;
    expect(await (await ask(path, 'admin', {})).text()).not.toBe(mine);
  });

  it('has a course of the score of its own', async () => {
    const course = async (query: Record<string, string>) => {
      const view = (await (await ask('/api/v1/posture', 'admin', query)).json()) as { history: { score: number }[] };
      return view.history.at(-2)?.score;
    };
    expect(await course(WEB)).toBe(41);
    expect(await course({ scope: 'repo:acme/other' })).toBe(83);
    expect(await course({})).toBe(67);
  });

  it('never widens what the caller sees', async () => {
    for (const path of lists) {
      const answer = await ask(path, 'apiInScope', { scope: 'repo:acme/other' });
      expect(answer.status, path).toBe(404);
    }
  });

  it.each([
    'repo:acme/other',
    'repo:other/site',
    'repo:acme/nothing',
    'team:nobody',
    'team:fresh-team-1',
    'label:nothing',
    'label:batch',
  ])('is refused in the same words whether %s does not exist or is not to be seen', async (scope) => {
    const hidden = await ask('/api/v1/findings', 'apiInScope', { scope });
    const missing = await ask('/api/v1/findings', 'apiInScope', { scope: 'repo:acme/zzz' });
    expect(hidden.status).toBe(404);
    expect(await hidden.text()).toBe(await missing.text());
  });

  it.each(['acme/web', 'repo:', 'everything:x', 'repo:a\0b', `repo:${'x'.repeat(400)}`])(
    'must be one: %j is not',
    async (scope) => {
      const answer = await ask('/api/v1/findings', 'admin', { scope });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errors: [{ path: 'scope' }] });
    },
  );

  it('empty, is none', async () => {
    const all = await (await ask('/api/v1/repos', 'admin', { scope: '' })).json();
    expect(all).toMatchObject({ total: { value: 3 } });
  });

  it('leaves of a filter on a repository outside of it nothing, and no error', async () => {
    for (const path of ['/api/v1/findings', '/api/v1/actions', '/api/v1/uploads']) {
      const answer = await ask(path, 'admin', { ...WEB, repo: 'acme/other' });
      expect(answer.status, path).toBe(200);
      expect(await answer.json(), path).toMatchObject({ items: [], total: { value: 0 } });
    }
    const changes = await ask('/api/v1/findings', 'admin', { ...WEB, upload: other.id });
    expect(await changes.json()).toMatchObject({ items: [], total: { value: 0 } });
  });

  const items = [
    ['/api/v1/findings/{id}', { id: other.findingId }, { id: web.findingId }],
    ['/api/v1/actions/{id}', { id: other.actionId }, { id: web.actionId }],
    ['/api/v1/uploads/{id}', { id: other.id }, { id: web.id }],
    ['/api/v1/repos/{name}', { name: ['acme', 'other'] }, { name: ['acme', 'web'] }],
  ] as const;

  it.each(items)('does not hide one thing that is asked for by its address: %s', async (path, outside, within) => {
    const found = await ask(path, 'admin', WEB, outside);
    expect(found.status).toBe(200);
    expect(await found.text()).toContain('acme/other');
    const mine = await ask(path, 'admin', WEB, within);
    expect(mine.status).toBe(200);
    expect(await mine.text()).not.toContain('acme/other');
    // But permission does, as without a scope.
    expect((await ask(path, 'apiInScope', WEB, outside)).status).toBe(404);
  });
});

describe('a write', () => {
  const writes = Object.keys(MATRIX).filter(
    (route) => !route.startsWith('GET ') && !/setup|v1\/session\/|unsubscribe| \/services\//.test(route),
  );

  it.each(writes)('takes no scope: %s', async (route) => {
    const call = await MATRIX[route]?.call?.(world, 'admin');
    const answer = await world.call(route, 'admin', { ...call, query: { ...call?.query, ...WEB } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('narrows only what is read');
  });
});

describe('the list of scopes', () => {
  const names = async (actor: Actor, query: Record<string, string>) => {
    const page = (await (await ask('/api/v1/scopes', actor, query)).json()) as {
      items: { scope: string }[];
      next_cursor: string | null;
    };
    return { scopes: page.items.map(({ scope }) => scope), next: page.next_cursor };
  };

  it('has what the caller sees, found by a part of the name, page by page', async () => {
    expect((await names('admin', { kind: 'repository' })).scopes).toEqual([
      'repo:acme/other',
      'repo:acme/web',
      'repo:github/acme',
      'repo:test/reviewed',
    ]);
    expect((await names('admin', { q: 'WEB', kind: 'repository' })).scopes).toEqual(['repo:acme/web']);
    // Those before have made teams.
    const all = (await names('admin', { limit: '200' })).scopes.filter((one) => !/^team:.*[^1]$/.test(one));
    expect(all).toEqual([
      'team:fresh-team-1',
      'label:batch',
      'label:internet-facing',
      'repo:acme/other',
      'repo:acme/web',
      'repo:github/acme',
      'repo:test/reviewed',
    ]);
    const mine = ['team:fresh-team-1', 'label:internet-facing', 'repo:acme/web'];
    expect((await names('developer', {})).scopes).toEqual(mine);
    expect((await names('apiInScope', {})).scopes).toEqual(mine.slice(1));
    const first = await names('admin', { kind: 'repository', limit: '1' });
    expect(first.scopes).toEqual(['repo:acme/other']);
    const mixed = await names('developer', { limit: '1' });
    const after = await names('developer', { limit: '1', cursor: mixed.next ?? '' });
    expect(after.scopes).toEqual(['label:internet-facing']);
    const second = await names('admin', { kind: 'repository', limit: '1', cursor: first.next ?? '' });
    expect(second.scopes).toEqual(['repo:acme/web']);
    const third = await names('admin', { kind: 'repository', limit: '1', cursor: second.next ?? '' });
    expect(third.scopes).toEqual(['repo:github/acme']);
  });

  it('tells the name of one', async () => {
    const answer = await ask('/api/v1/scopes/{scope}', 'admin', {}, { scope: ['repo:ACME', 'web'] });
    expect(await answer.json()).toEqual({
      scope: 'repo:ACME/web',
      kind: 'repository',
      name: 'acme/web',
      repositories: 1,
    });
    const team = await ask('/api/v1/scopes/{scope}', 'developer', {}, { scope: 'team:fresh-team-1' });
    expect(await team.json()).toMatchObject({ kind: 'team', name: 'Fresh team 1', repositories: 1 });
  });
});
