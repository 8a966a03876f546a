import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '#lib/contracts/operations.ts';
import { changeLabels } from '#lib/services/repository/change-labels.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { changePatterns } from '#lib/services/team/change-patterns.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { sarifOf } from '#lib/services/testing.ts';
import { addMember } from '#lib/services/user/testing.ts';
import { apiRoutes } from '#lib/web/api-routes.ts';
import type { Actor } from '../../fixtures/api-actors.ts';
import { MATRIX } from '../../fixtures/api-matrix.ts';
import { startApiWorld } from '../../fixtures/api-world.ts';

/** Part of every name of the other team, its people, repository, findings and reports; of nothing else. */
const HIDDEN = 'zq';
const REPO = 'zqowner/zqrepo';
/** As many findings as nothing else has. */
const COUNT = 37;

const world = await startApiWorld();
const { harness } = world;
afterAll(() => world.close());

/** What the developer's team does not own. The developer's own repository is acme/web. */
beforeAll(async () => {
  const { ctx, admin, systemSql } = harness;
  await world.upload();
  const results = Array.from({ length: COUNT }, (_, n) => ({
    ...{ rule: `zqrule-${n % 5}`, file: `src/zqfile-${n}.ts`, line: n + 1, code: `zqcode(${n})` },
  }));
  const stream = { repo: 'zqold/zqformer', pipeline: 'zqpipe', label: 'zqlabel' };
  await harness.deliver(stream, sarifOf(results, 'zqtool'));
  harness.clock.now = new Date(harness.clock.now.getTime() + 3_600_000);
  await harness.deliver(stream, sarifOf([], 'zqtool'));
  await harness.accept(stream, sarifOf(results.slice(0, 3), 'zqtool'));
  await changeRepository(ctx, 'zqold/zqformer', { name: REPO });
  await changeLabels(ctx, REPO, { labels: ['zqlabel'] });
  await createTeam(ctx, { name: 'zqteam' });
  await changePatterns(ctx, 'zqteam', { add: ['zqowner/*'], remove: [] });
  const input = {
    email: 'zq@example.com',
    name: 'zqperson',
    role: 'developer' as const,
    passwordHash: 'x',
    now: ctx.now(),
  };
  const { id } = await addMember(systemSql, { orgId: ctx.orgId }, input);
  await changeMembers(ctx, 'zqteam', { add: [id], remove: [] });
  await admin`update uploads set credential_name = 'zqcredential' where repo_id = (
    select id from repositories where slug = ${REPO})`;
});

/** Queries that each list is asked with, beside none: whatever a list does not know it ignores. */
const QUERIES: Record<string, string>[] = [
  {},
  { q: HIDDEN },
  { q: `${REPO}#1` },
  { state: 'open,fixed,suppressed,branch', limit: '200' },
  { state: 'held' },
  { sort: 'name', archived: 'any' },
  { repo_q: HIDDEN },
  { scanner: 'zqtool' },
  { rule: 'zqrule-1' },
  { path: 'zqfile' },
  { pipeline: 'zqpipe' },
  { kind: 'repo' },
];

const routes = apiRoutes().flatMap(({ path, methods }) => (methods.includes('GET') ? [path] : []));
const lists = routes.filter((path) => path.startsWith('/api/v1/') && !path.includes('{'));

async function bodyOf(path: string, actor: Actor, query: Record<string, string>): Promise<string> {
  return (await world.call(`GET ${path}`, actor, { query })).text();
}

describe('a developer of one team', () => {
  it.each(lists)('finds no name of another team: GET %s', async (path) => {
    for (const query of QUERIES) {
      // A filter that was asked for is said again, as it was asked for.
      const echoes = Object.values(query).map((value) => JSON.stringify(value));
      const body = echoes.reduce((text, value) => text.replaceAll(value, '""'), await bodyOf(path, 'developer', query));
      expect(body, JSON.stringify(query)).not.toContain(HIDDEN);
    }
  });

  it('finds none either in what is read of the own repository', async () => {
    for (const path of routes.filter((each) => each.includes('{'))) {
      const given = await MATRIX[`GET ${path}`]?.call?.(world, 'developer');
      if (given === undefined) continue;
      const answer = await world.call(`GET ${path}`, 'developer', given);
      expect(await answer.text(), path).not.toContain(HIDDEN);
    }
    const parts = OPERATIONS.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v1/repos/{name}/'));
    for (const { path } of parts) {
      const params = { name: ['acme', 'web', path.split('/').at(-1) ?? ''] };
      expect(await (await world.call('GET /api/v1/repos/{name}', 'developer', { params })).text()).not.toContain(
        HIDDEN,
      );
    }
  });

  it.each(['findings', 'findings/facets', 'findings/groups', 'actions', 'uploads'])(
    'is told the same of a repository, or scope, that is hidden as of one that is not there: %s',
    async (list) => {
      const path = `/api/v1/${list}`;
      const name = (text: string) => text.replaceAll(/zqo\w+\/zq\w+|no\/such/g, '…');
      for (const [hidden, missing] of [
        [{ repo: REPO }, { repo: 'no/such' }],
        [{ repo: 'zqold/zqformer' }, { repo: 'no/such' }],
        [{ scope: `repo:${REPO}` }, { scope: 'repo:no/such' }],
        [{ scope: 'team:zqteam' }, { scope: 'team:such' }],
      ] as const) {
        expect(name(await bodyOf(path, 'developer', hidden))).toBe(name(await bodyOf(path, 'developer', missing)));
      }
    },
  );

  it('is sent on to no new name of a hidden repository', async () => {
    for (const name of [
      ['zqold', 'zqformer'],
      ['zqowner', 'zqrepo'],
    ]) {
      const answer = await world.call('GET /api/v1/repos/{name}', 'developer', { params: { name } });
      expect([answer.status, answer.headers.get('location')]).toEqual([404, null]);
    }
    for (const part of ['', '/members', '/repositories']) {
      const answer = await world.call(`GET /api/v1/teams/{slug}${part}`, 'developer', { params: { slug: 'zqteam' } });
      expect(answer.status).toBe(404);
    }
  });

  it('has figures without the findings of others', async () => {
    const read = async (actor: Actor) =>
      JSON.parse(await bodyOf('/api/v1/posture', actor, {})) as {
        open: Record<string, number>;
        repositories: { total: number };
      };
    const [mine, all] = [await read('developer'), await read('admin')];
    const sum = ({ open }: typeof mine) => Object.values(open).reduce((total, count) => total + count, 0);
    expect(mine.repositories.total).toBe(1);
    expect(sum(all) - sum(mine)).toBe(COUNT);
  });

  it('is told nothing of reports of others that wait', async () => {
    const waiting = async (actor: Actor) =>
      (JSON.parse(await bodyOf('/api/v1/uploads', actor, {})) as { queue: { waiting: number } }).queue.waiting;
    expect([await waiting('developer'), await waiting('admin')]).toEqual([0, 1]);
  });

  // Otherwise nothing would be hidden.
  it('misses what an administrator finds', async () => {
    const found = [];
    for (const path of lists) if ((await bodyOf(path, 'admin', {})).includes(HIDDEN)) found.push(path);
    expect(found).toEqual(
      expect.arrayContaining([
        '/api/v1/posture',
        '/api/v1/findings',
        '/api/v1/findings/facets',
        '/api/v1/findings/groups',
        '/api/v1/actions',
        '/api/v1/uploads',
        '/api/v1/uploads/facets',
        '/api/v1/repos',
        '/api/v1/labels',
        '/api/v1/teams',
        '/api/v1/scopes',
      ]),
    );
  });
});
