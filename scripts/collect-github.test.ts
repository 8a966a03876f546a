import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { github } from '#lib/inventories/github/read.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';

const SCRIPT = resolve(import.meta.dirname, '../collectors/collect-github.sh');
const isOn = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0;
const missing = ['jq', 'curl'].filter((tool) => !isOn(tool));

const folder = mkdtempSync(join(tmpdir(), 'plumbline-collector-'));
const answers = join(folder, 'answers');

beforeAll(() => {
  mkdirSync(join(folder, 'bin'));
  mkdirSync(answers);
  copyFileSync(resolve(import.meta.dirname, '../fixtures/collectors/gh'), join(folder, 'bin/gh'));
  chmodSync(join(folder, 'bin/gh'), 0o755);
  for (const [path, pages] of Object.entries(ANSWERS)) answer(path, pages);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the stub answers for an address: pages, one after the other, as gh prints them. */
function answer(path: string, pages: readonly unknown[], code = ''): void {
  const name = path.replaceAll(/[^A-Za-z0-9._-]/g, '_');
  writeFileSync(join(answers, `${name}${code}`), pages.map((page) => JSON.stringify(page)).join('\n'));
}

const person = (login: string, id: number) => ({ login, id, type: 'User' });
const MANY = Array.from({ length: 3000 }, (_, index) => person(`person-${index}`, 1000 + index));

const ANSWERS: Record<string, unknown[]> = {
  'orgs/acme': [{ login: 'acme', id: 1, two_factor_requirement_enabled: true, default_repository_permission: 'read' }],
  // More than fits into the arguments of a command, on two pages.
  'orgs/acme/members': [[person('rosa', 11), ...MANY], [person('tomas', 13)]],
  'orgs/acme/members?role=admin': [[person('rosa', 11)]],
  graphql: [
    {
      data: {
        organization: {
          membersWithRole: {
            edges: [{ role: 'ADMIN', hasTwoFactorEnabled: null, node: { login: 'rosa', databaseId: 11 } }],
          },
        },
      },
    },
  ],
  'orgs/acme/outside_collaborators': [[]],
  'orgs/acme/repos': [
    [
      { id: 41, full_name: 'acme/web', archived: false, default_branch: 'release/1', visibility: 'public' },
      { id: 42, full_name: 'acme/old', archived: true, default_branch: 'main', visibility: 'private' },
    ],
  ],
  'orgs/acme/actions/secrets': [
    {
      total_count: 1,
      secrets: [{ name: 'A', Value: 'hunter2', updated_at: '2020-01-01T00:00:00Z', visibility: 'selected' }],
    },
  ],
  'orgs/acme/actions/secrets/A/repositories': [{ total_count: 1, repositories: [{ id: 41, full_name: 'acme/web' }] }],
  'orgs/acme/dependabot/secrets': [
    { total_count: 1, secrets: [{ name: 'D', updated_at: '2026-01-01T00:00:00Z', visibility: 'selected' }] },
  ],
  'orgs/acme/dependabot/secrets/D/repositories': [
    { total_count: 1, repositories: [{ id: 41, full_name: 'acme/web' }] },
  ],
  'repos/acme/web/dependabot/secrets': [
    { total_count: 1, secrets: [{ name: 'NPM', updated_at: '2026-01-01T00:00:00Z' }] },
  ],
  'orgs/acme/actions/runner-groups': [
    { total_count: 1, runner_groups: [{ id: 81, name: 'production', visibility: 'selected' }] },
  ],
  'orgs/acme/organization-roles': [
    { total_count: 1, roles: [{ id: 91, name: 'sre', permissions: [], base_role: 'write' }] },
  ],
  'orgs/acme/organization-roles/91/users': [[person('tomas', 13)]],
  'orgs/acme/organization-roles/91/teams': [[{ id: 31, slug: 'core' }]],
  graphql_branchProtectionRules: [
    {
      data: {
        repository: {
          branchProtectionRules: { nodes: [{ databaseId: 5, pattern: 'release/*', isAdminEnforced: true }] },
        },
      },
    },
  ],
  'repos/acme/web/branches': [[{ name: 'release/1', protected: false, commit: { sha: 'x' } }]],
  'orgs/acme/teams': [[{ id: 31, slug: 'core', parent: null }]],
  'orgs/acme/teams/core/members': [[person('tomas', 13)]],
  'repos/acme/web/actions/oidc/customization/sub': [{ use_default: true, use_immutable_subject: false }],
  'repos/acme/web/environments': [
    {
      total_count: 1,
      environments: [
        { id: 61, name: 'prod / eu', protection_rules: [], deployment_branch_policy: { custom_branch_policies: true } },
      ],
    },
  ],
  'repos/acme/web/environments/prod%20%2F%20eu/deployment-branch-policies': [
    { total_count: 1, branch_policies: [{ id: 1, name: 'release/*', type: 'branch' }] },
  ],
  'repos/acme/web/environments/prod%20%2F%20eu/secrets': [
    { total_count: 1, secrets: [{ name: 'DEPLOY', updated_at: '2026-01-01T00:00:00Z' }] },
  ],
  'repos/acme/web/contents/': [[{ name: 'README.md' }]],
  'repos/acme/web/rulesets?includes_parents=true': [[{ id: 77, name: 'main' }]],
  'repos/acme/web/rulesets/77': [{ id: 77, name: 'main', bypass_actors: [] }],
};

interface Run {
  code: number | string;
  out: string;
  said: string;
}

function collect(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const PATH = `${join(folder, 'bin')}:${process.env.PATH}`;
  const options = { env: { ...process.env, PATH, STUB_ANSWERS: answers, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((done) => {
    execFile('sh', [SCRIPT, ...args], options, (error, out, said) => done({ code: error?.code ?? 0, out, said }));
  });
}

const skipped = missing.length === 0 ? '' : ` (not run: ${missing.join(' and ')} must be installed)`;

// Each run starts hundreds of small programs.
describe.skipIf(missing.length > 0)(
  `the collector for GitHub, with a gh that tests answer for${skipped}`,
  { timeout: 120_000 },
  () => {
    it('collects what it may read, and says of each section whether it could', async () => {
      answer(
        'repos/acme/web/branches/release%2F1/protection',
        [{ message: 'Branch not protected', status: '404' }],
        '.404',
      );
      answer('repos/acme/web/keys', [{ message: 'Must have admin rights to Repository.', status: '403' }], '.403');
      const { code, out, said } = await collect(['--dry-run', 'acme']);
      expect(code, said).toBe(0);
      const { sections, ...head } = JSON.parse(out);
      expect(head).toMatchObject({ schema: 'inventory/v1', source: 'github', scope: 'acme' });
      expect(sections.members.data).toHaveLength(3002);
      // gh prints the body of an error as if it were data.
      expect(sections.hooks).toEqual({ status: 'failed', http: 404, reason: 'Not Found' });
      expect(sections.branch_protection.data).toEqual([{ repo: 'acme/web', status: 'ok', data: null }]);
      expect(sections.codeowners.data).toEqual([{ repo: 'acme/web', status: 'ok', data: null }]);
      expect(sections.deploy_keys.data).toEqual([
        { repo: 'acme/web', status: 'failed', http: 403, reason: 'Must have admin rights to Repository.' },
      ]);
      expect(sections.environment_secrets.data[0].data).toEqual([
        { environment: 'prod / eu', name: 'DEPLOY', updated_at: '2026-01-01T00:00:00Z' },
      ]);
      expect(sections.oidc_subject.data[0].data).toEqual({ use_default: true, use_immutable_subject: false });
      expect(sections.rulesets.data[0].data).toEqual([{ id: 77, name: 'main', bypass_actors: [] }]);
      expect(sections.deployment_branch_policies.data[0].data).toEqual([
        { environment: 'prod / eu', id: 1, name: 'release/*', type: 'branch' },
      ]);
      expect(sections.branches.data[0].data).toEqual([{ name: 'release/1', protected: false }]);
      expect(sections.branch_protection_rules.data[0].data).toEqual([
        { databaseId: 5, pattern: 'release/*', isAdminEnforced: true },
      ]);
      expect(sections.organization_secrets.data[0].selected_repositories).toEqual([{ id: 41, full_name: 'acme/web' }]);
      expect(sections.organization_dependabot_secrets.data[0].selected_repositories).toMatchObject([{ id: 41 }]);
      expect(sections.dependabot_secrets.data[0].data.secrets).toMatchObject([{ name: 'NPM' }]);
      // Which repositories it was given to could not be read: nothing is written in their place.
      expect(sections.runner_groups.data).toEqual([{ id: 81, name: 'production', visibility: 'selected' }]);
      expect(sections.organization_roles.data).toMatchObject([{ id: 91, users: [{ id: 13 }], teams: [{ id: 31 }] }]);
      expect(said).toContain('section hooks could not be read: HTTP 404, Not Found');
      expect(out).not.toContain('hunter2');
      expect(readFileSync(join(answers, 'asked'), 'utf8')).not.toContain('acme/old');
    });

    it('writes what Plumbline reads, with what is not known as such', async () => {
      const { out } = await collect(['--dry-run', 'acme']);
      const { inventory, skipped: unread } = await github.read(sourceFromBytes(out));
      expect(unread).toMatchObject([{ position: 'sections.team_repositories.data[0]', reason: 'HTTP 404, Not Found' }]);
      const { rules } = judgeInventory(inventory);
      expect(rules.get('two-factor-not-required')).toBe('pass');
      expect(rules.get('owner-without-two-factor')).toBe('unknown');
      expect(rules.get('number-of-owners')).toBe('fail');
      expect(rules.get('webhook-unsafe')).toBe('unknown');
    });

    it('delivers to Plumbline, with the token in no argument', async () => {
      const got: { url?: string; authorization?: string; body?: string } = {};
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        Object.assign(got, {
          url: request.url,
          authorization: request.headers.authorization,
          body: Buffer.concat(chunks).toString(),
        });
        const isKnown = got.authorization === 'Bearer good';
        response.writeHead(isKnown ? 200 : 403, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify(
            isKnown
              ? { status: 'processed', introduced: 3, fixed: 1, url: 'http://x/ingest/1' }
              : { detail: 'This token may not.' },
          ),
        );
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      try {
        const PLUMBLINE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
        const sent = await collect(['--strict', 'acme'], { PLUMBLINE_URL, PLUMBLINE_TOKEN: 'good' });
        expect(sent).toMatchObject({
          code: 4,
          out: '',
          said: expect.stringContaining('delivered: processed, 3 new, 1 fixed'),
        });
        expect(got).toMatchObject({
          url: '/api/v1/inventories?source=github&system=acme&wait=30',
          authorization: 'Bearer good',
        });
        expect(JSON.parse(got.body ?? '').sections.members.data).toHaveLength(3002);
        const refused = await collect(['acme'], { PLUMBLINE_URL, PLUMBLINE_TOKEN: 'bad' });
        expect(refused).toMatchObject({ code: 3, said: expect.stringContaining('HTTP 403): This token may not.') });
      } finally {
        server.close();
      }
    });

    it.each([
      [[], 1, 'usage:'],
      [['a', 'b'], 1, 'one organization'],
      [['--nonsense', 'acme'], 1, 'usage:'],
      [['a/b'], 1, 'no name of an organization'],
      [['acme'], 1, 'PLUMBLINE_URL is not set'],
      [['--dry-run', 'nobody'], 2, 'nothing of nobody could be read'],
    ])('called with %j ends with %i and says why', async (args, code, words) => {
      expect(await collect(args, { PLUMBLINE_URL: '', PLUMBLINE_TOKEN: '' })).toMatchObject({
        code,
        said: expect.stringContaining(words),
      });
    });
  },
);
