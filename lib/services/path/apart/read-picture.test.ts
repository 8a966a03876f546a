import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudSource } from '#lib/domain/privilege/cloud/roles-of-inventory.ts';
import { productionTargets } from '#lib/domain/privilege/path/target.ts';
import { pathsOf } from '#lib/domain/privilege/path/testing.ts';
import { worldOf } from '#lib/domain/privilege/path/world.ts';
import { findPaths } from '#lib/domain/privilege/path-report/find-paths.ts';
import type { PathRow } from '#lib/domain/privilege/path-report/path-report.ts';
import { productionPatterns } from '#lib/domain/privilege/path-report/production-patterns.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '#lib/domain/privilege/settings.ts';
import { soundAccount, trusting } from '#lib/inventories/aws/testing.ts';
import { credential, SUBSCRIPTION, soundSubscription } from '#lib/inventories/azure/testing.ts';
import { accessInventory } from '#lib/inventories/github/access/testing.ts';
import { changed as changedAt, type TestInventory } from '#lib/inventories/github/testing.ts';
import { readPicture } from './read-picture.ts';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picture-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function stored(text: string) {
  count += 1;
  const path = join(folder, String(count));
  await writeFile(path, zstdCompressSync(text));
  return { path, bytes: Buffer.byteLength(text) };
}

const PRODUCTION = productionPatterns(DEFAULT_PRIVILEGE_SETTINGS);
/** rosa owns the organization, ines is admin of acme/web, tomas writes; whose environment takes any branch after his own review. */
type Change = Parameters<typeof accessInventory>[1];
async function joined(change: Change, ...clouds: TestInventory[]) {
  const inventory = await stored(accessInventory('2026-03-01T06:00:00Z', change));
  const others = await Promise.all(
    clouds.map(async (document) => ({
      ...(await stored(JSON.stringify(document))),
      ...{ source: document.source as CloudSource, system: `${document.source}/${document.scope}` },
    })),
  );
  const { facts, collectedAt } = await readPicture(
    { source: 'github', inventory, workflows: {}, clouds: others },
    PRODUCTION,
    folder,
  );
  if (facts === null) throw new Error('nothing was read');
  return { facts, collectedAt };
}

const changed = (document: TestInventory, section: string, value: unknown) =>
  changedAt(document, `sections.${section}`, value);
const ROLE = 'authorization_details.data.RoleDetailList[0]';
const HOST = 'token.actions.githubusercontent.com';
const like = (sub: string) => trusting({ StringLike: { [`${HOST}:sub`]: sub } });
const account = (...changes: [path: string, value: unknown][]): TestInventory =>
  changes.reduce((document, [path, value]) => changed(document, path, value), soundAccount());
const trust = (policy: unknown) => account([`${ROLE}.AssumeRolePolicyDocument`, policy]);
const vault = (data: Record<string, unknown>, role = 'deploy-prod'): TestInventory => ({
  ...{ schema: 'inventory/v1', source: 'vault', scope: 'vault.acme', collected_at: '2026-03-02T06:00:00Z' },
  sections: {
    kv_metadata: [],
    jwt_roles: [{ role, mount: 'jwt', data: { data: { user_claim: 'actor', bound_subject: '', ...data } } }],
  },
});
const subscription = (subject: string) =>
  changed(soundSubscription(), 'app_federated_credentials.data[0].data', [credential({ subject })]);
const identity = `identity:/subscriptions/${SUBSCRIPTION}/resourcegroups/shop/providers/microsoft.managedidentity/userassignedidentities/deployer`;

const denied = {
  Version: '2012-10-17',
  Statement: [
    ...(like('repo:acme/*').Statement as unknown[]),
    {
      ...{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' },
      Condition: { StringNotLike: { [`${HOST}:sub`]: 'repo:acme/web:environment:production' } },
    },
  ],
};
const assigned = (role: string) =>
  changed(
    changed(
      subscription('repo:acme/web:environment:production'),
      'role_assignments.data[1].scope',
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop-prod`,
    ),
    'role_assignments.data[1].roleDefinitionName',
    role,
  );

const ALONE = 'P11 proven high: user:13';
const WORLD = 'outsider, user:11, user:12, user:13';

describe('roles of clouds, joined with the organization whose jobs they trust', () => {
  it.each<[string, TestInventory, string[]]>([
    ['AWS: one environment that takes what its reviewer wrote', soundAccount(), [ALONE]],
    ['AWS: another organization', trust(trusting({ StringEquals: { [`${HOST}:sub`]: 'repo:other/web:ref:x' } })), []],
    ['AWS: a star where stars are letters', trust(trusting({ StringEquals: { [`${HOST}:sub`]: 'repo:acme/*' } })), []],
    ['AWS: every repository of the organization', trust(like('repo:acme/*')), ['P7 proven critical']],
    [
      'AWS: anybody',
      trust(trusting({ StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } })),
      ['P7 proven critical'],
    ],
    [
      'AWS: anybody, since a claim that is missing is all values',
      trust(trusting({ 'ForAllValues:StringLike': { [`${HOST}:nothing`]: 'x' } })),
      ['P7 proven critical'],
    ],
    ['AWS: jobs of another code host', trust(JSON.parse(JSON.stringify(like('*')).replaceAll(HOST, 'gitlab.com'))), []],
    [
      'AWS: an issuer of an enterprise, which may be another one',
      trust(
        JSON.parse(
          JSON.stringify(like('repo:acme/*')).replaceAll(`oidc-provider/${HOST}`, `oidc-provider/${HOST}/big`),
        ),
      ),
      ['P8 possible critical'],
    ],
    ['AWS: everything but one environment is denied to everybody', trust(denied), [ALONE]],
    ['AWS: a trust that cannot be read', trust('{'), ['P7 possible critical']],
    ['Azure: nothing of it is production', subscription('repo:acme/web:environment:production'), []],
    [
      'Azure: by what its principal may change',
      changed(
        subscription('repo:acme/web:environment:production'),
        'role_assignments.data[1].scope',
        `/subscriptions/${SUBSCRIPTION}`,
      ),
      [ALONE],
    ],
    ['Azure: reads what is production', assigned('Reader'), []],
    ['Azure: changes what is production', assigned('Contributor'), [ALONE]],
    [
      'Vault: a repository, whatever runs in it',
      vault({ bound_claims: { repository: 'acme/web' } }),
      ['P8 proven critical'],
    ],
    ['Vault: a star that only the type glob knows', vault({ bound_claims: { repository: 'acme/*' } }), []],
    [
      'Vault: the same with the type',
      vault({ bound_claims_type: 'glob', bound_claims: { repository: 'acme/*' } }),
      ['P7 proven critical'],
    ],
    ['Vault: any token of an issuer that is not told', vault({ bound_claims: {} }), ['P7 possible critical']],
    ['Vault: jobs of GitLab', vault({ bound_claims: { project_path: 'acme/web' } }), []],
    [
      'Vault: by the name of its policy',
      vault({ bound_claims: { repository: 'acme/web' }, token_policies: ['prod-read'] }, 'x'),
      ['P8 proven critical'],
    ],
    [
      'Vault: nothing says production',
      vault({ bound_claims: { repository: 'acme/web' }, token_policies: ['read'] }, 'x'),
      [],
    ],
  ])('%s', async (_, cloud, expected) => {
    const { facts } = await joined({}, cloud);
    const found = pathsOf(facts, 'cloudRole');
    const said = found.map((line) => line.split(':')[0]);
    if (expected.length === 0) expect(found).toEqual([]);
    for (const each of expected) expect(each.includes(':') ? found : said).toContain(each);
  });

  it('let whom they trust in: everybody in the world, or whoever runs jobs of the repository', async () => {
    const anybody = await joined({}, trust(trusting({ StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } })));
    expect(pathsOf(anybody.facts, 'cloudRole')).toContain(`P7 proven critical: ${WORLD}`);
    const rows: PathRow[] = [];
    findPaths(worldOf(anybody.facts), { target: () => undefined, path: (row) => rows.push(row) });
    const [wide] = rows.filter(({ pattern }) => pattern === 'P7');
    // Through however many repositories, it is one setting of one system.
    const keys = wide?.settings.map(({ key }) => key) ?? [];
    expect(keys).toContain('aws/123456789012/arn:aws:iam::123456789012:role/deploy-production/trust');
    expect(new Set(keys).size).toBe(keys.length);
    expect(wide?.system).toBe('aws/123456789012');
  });

  it('count as production by name, by a tag, or by what they may change; and are of the time of the newest inventory', async () => {
    const untagged = account([`${ROLE}.Tags`, []], [`${ROLE}.RoleName`, 'ship']);
    const because = async (document: TestInventory) => {
      const { facts, collectedAt } = await joined({}, document);
      expect(collectedAt).toBe('2026-03-02T06:00:00.000Z');
      return productionTargets(facts).flatMap((target) => (target.kind === 'cloudRole' ? [target.because] : []));
    };
    expect(await because(soundAccount())).toEqual(['*-production']);
    expect(await because(account([`${ROLE}.RoleName`, 'ship']))).toEqual(['env=production']);
    expect(await because(untagged)).toEqual([]);
    const admin = { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
    const mighty = changed(untagged, `${ROLE}.AttachedManagedPolicies`, [admin]);
    expect(await because(mighty)).toEqual(['AdministratorAccess: may change prod/db']);
    // Who may change everything where nothing is production's changes nothing of it.
    expect(await because(changed(mighty, 'secrets.data.SecretList', []))).toEqual([]);
  });

  it('that could not be read are unknown, and close nothing: not those of other systems', async () => {
    const failed = { status: 'failed', http: 403, reason: 'Forbidden' };
    const { facts } = await joined({}, account(['authorization_details', failed]), vault({ bound_claims: {} }));
    expect(facts.cloudRoles?.map(({ system }) => system)).toEqual(['vault/vault.acme']);
    const { unread } = findPaths(worldOf(facts), { target: () => undefined, path: () => undefined });
    expect(unread.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['aws/123456789012', 'vault/vault.acme/role:jwt/deploy-prod']),
    );
    expect(unread.map(({ place }) => place)).not.toContain('org');
    expect((await joined({})).facts.cloudRoles).toBeNull();
  });

  it('of which other tokens are asked for are out of reach, even where it is not told how a repository names itself', async () => {
    const bound = (subject: string) => vault({ bound_subject: subject, bound_claims: {} });
    const found = async (subject: string) =>
      pathsOf((await joined({ oidc_subject: null }, bound(subject))).facts, 'cloudRole').map((line) =>
        line.slice(0, 11),
      );
    expect(await found('system:serviceaccount:prod:deploy')).toEqual([]);
    expect(await found('repo:acme/web:environment:production')).toContain('P9 possible');
  });

  it('of a managed identity are told apart from applications', async () => {
    const { facts } = await joined({}, soundSubscription());
    expect(facts.cloudRoles?.map(({ id }) => id)).toContain(`azure/${SUBSCRIPTION}/${identity}`);
  });
});
