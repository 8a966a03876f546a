import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVD_LISTS, type EvdSection } from '#lib/inventories/cyberark/evd-lists.ts';
import { changed, soundInventory } from '#lib/inventories/github/testing.ts';
import { recount } from '#lib/services/recount.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import * as at from './testing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const ok = (data: unknown) => ({ status: 'ok', data });
const person = (login: string, id: number) => ({ login, id, type: 'User' });
const NOT_FOUND = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' };
const OWN = { collected_at: '2026-03-02T06:00:00Z' };

async function send(document: unknown, params: Record<string, string>) {
  const { code, answer, upload } = await at.send(harness, document, params);
  expect(code, answer.detail).toBe(202);
  if (upload === null) throw new Error('nothing was stored');
  const facts = await at.factsOf(harness, upload);
  const sections = Object.fromEntries((facts?.inventory.sections ?? []).map((each) => [each.name, each]));
  return { upload, sections, gaps: facts?.gaps ?? [] };
}

const system = (name: string) => ({ system: name });
const sound = (name: string) => JSON.stringify(soundInventory(name));
const principals = (slug: string) => harness.sql<{ name: string; level: number; externalId: string }[]>`
  select p.name, p.level, p.external_id from privilege_principals p
  join repositories r on r.org_id = p.org_id and r.id = p.repo_id
  where r.slug = ${slug} and p.kind = 'human' and p.until is null order by p.name`;

/** The rows of a list of a vault's own export. */
const row = (list: EvdSection, given: Record<string, string>): string[] =>
  EVD_LISTS[list].columns.map(([name, type]) => given[name] ?? (type === 'yes' ? 'NO' : type === 'id' ? '0' : ''));
const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');

function vault(): FormData {
  const owner = row('owners_list', {
    SafeID: '41',
    SafeName: 'Prod',
    OwnerID: '1',
    OwnerName: 'x',
    OwnerType: 'Group',
  });
  const form = new FormData();
  form.append('file', new Blob([csv([row('safes_list', { SafeID: '41', SafeName: 'Prod' })])]), 'SafesList.csv');
  form.append('file', new Blob([csv([owner, ['moved', ...owner]])]), 'OwnersList.csv');
  return form;
}

describe('what is no inventory of this system is refused, with the reason and the place', () => {
  it.each<[string, () => unknown, Record<string, string>, string, string | null]>([
    [
      'another source',
      () => sound('a'),
      { source: 'gitlab', system: 'a' },
      'This is the inventory of github/a',
      'scope',
    ],
    ['another system', () => sound('a'), system('b'), 'This is the inventory of github/a', 'scope'],
    [
      'cut off',
      () => sound('a').slice(0, 900),
      system('a'),
      'The document ends before it is complete',
      'line 1, column 901',
    ],
    [
      'an error in place of data',
      () => ({ ...NOT_FOUND, message: 'Bad credentials' }),
      system('a'),
      'The body of an error, in place of data',
      null,
    ],
    ['a page of a proxy', () => '<html>502</html>', system('a'), 'None of the files is one that is read here', null],
    [
      'a list whose columns are shifted',
      vault,
      { source: 'cyberark', system: 'v', ...OWN },
      'are the columns shifted',
      'owners_list row 2',
    ],
  ])('%s', async (_what, document, params, reason, position) => {
    const { upload } = await send(document(), params);
    expect(upload.state).toBe('rejected');
    expect(upload.reason).toContain(reason);
    if (position !== null) expect(upload.position).toContain(position);
  });
});

describe('what is wrong in an inventory', () => {
  it('of a section that holds an error is unknown, and what rests on it is said with its row', async () => {
    const { upload, sections } = await send(
      changed(soundInventory('err'), 'sections.teams', ok(NOT_FOUND)),
      system('err'),
    );
    expect(upload).toMatchObject({ state: 'processed', introduced: 0 });
    expect(sections.teams).toMatchObject({ status: 'failed', reason: 'Not Found' });
    expect(upload.skipped).toContainEqual({
      position: 'sections.team_members.data[0]',
      reason: 'not a team of the section teams',
    });
  });

  it('of a repository whose answer is an error is unknown there: nothing of it closes', async () => {
    const bad = changed(soundInventory('hole'), 'sections.deploy_keys.data[0].data[0].read_only', false);
    await send(at.later(bad, '1'), system('hole'));
    const open = async () => (await at.findingsOf(harness, 'hole')).map(({ rule, state }) => `${rule} ${state}`);
    expect(await open()).toEqual(['deploy-key-writes open']);
    const { gaps } = await send(
      at.later(changed(soundInventory('hole'), 'sections.deploy_keys.data[0].data', NOT_FOUND), '2'),
      system('hole'),
    );
    expect(await open()).toEqual(['deploy-key-writes open']);
    expect(JSON.stringify(gaps)).toContain('has no answer for hole/web');
  });

  it('of groups in groups in a circle gives everybody in it what any of them has, and ends', async () => {
    const next = (index: number) => ({ id: 100 + (index % 10), slug: `t${index % 10}` });
    const teams = Array.from({ length: 10 }, (_, index) => ({ ...next(index), parent: next(index + 1) }));
    const each = (of: string, data: unknown[]) =>
      teams.map(({ slug: team }) => ({ team, data: team === of ? data : [] }));
    const repository = { id: 41, full_name: 'deep/web', role_name: 'admin' };
    const one = changed(soundInventory('deep'), 'sections.teams.data', teams);
    const two = changed(one, 'sections.team_members.data', each('t0', [person('tomas', 13)]));
    const document = changed(two, 'sections.team_repositories.data', each('t9', [repository]));
    expect((await send(document, system('deep'))).upload.state).toBe('processed');
    expect((await principals('github/deep')).find(({ name }) => name === 'tomas')?.level).toBe(5);
  });

  it('is one account where a number comes twice, and said where a name comes twice, in another case too', async () => {
    const members = [person('rosa', 11), person('ines', 12), person('tomas', 13), person('release-bot', 14)];
    const twice = [...members, person('rosa-renamed', 11), person('ROSA', 99)];
    const { upload } = await send(changed(soundInventory('dup'), 'sections.members.data', twice), system('dup'));
    expect(upload.skipped).toEqual([
      { position: 'sections.members.data[5]', reason: 'another account has the login ROSA too, or in another case' },
    ]);
    expect((await principals('github/dup')).map(({ name, externalId }) => `${name} ${externalId}`)).toEqual([
      ...['contractor user:21', 'ines user:12', 'rosa user:11', 'tomas user:13'],
    ]);
  });

  it('is the same repository in another case', async () => {
    const moved = changed(soundInventory('case'), 'sections.collaborators.data[0].repo', 'CASE/Web');
    const { upload, gaps } = await send(moved, system('case'));
    expect(upload).toMatchObject({ state: 'processed', skipped: [] });
    expect(gaps).toEqual((await send(sound('case2'), system('case2'))).gaps);
    expect((await principals('github/case')).find(({ name }) => name === 'contractor')?.level).toBe(3);
  });

  it('of an edge to a node that is not there is said with its row, and gives nobody anything', async () => {
    const role = { id: 'R', kinds: ['GH_OrgRole'], properties: { short_name: 'owners' } };
    const user = { id: 'U_1', kinds: ['GH_User'], properties: { id: 11, name: 'rosa' } };
    const edge = (value: string) => ({ kind: 'GH_HasRole', start: { value }, end: { value: 'R' } });
    const body = { graph: { nodes: [user, role], edges: [edge('U_1'), edge('U_2')] } };
    const { upload, sections } = await send(body, { source: 'opengraph', system: 'edges', ...OWN });
    expect(upload).toMatchObject({
      state: 'processed',
      skipped: [
        { position: 'export.json graph.edges[1]', reason: 'the start of this GH_HasRole is no node of the graph' },
      ],
    });
    expect(sections.admins).toMatchObject({ rows: 1, skipped: 1 });
    expect((await principals('opengraph/edges')).map(({ name, level }) => [name, level])).toEqual([['rosa', 5]]);
  });

  it('leaves every count as a recount has it', async () => {
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });
});
