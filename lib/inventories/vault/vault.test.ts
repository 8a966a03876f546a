import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { changed, type TestInventory } from '../github/testing.ts';
import { exportOf, rulesOf } from '../testing.ts';
import { vault } from './read.ts';

type Row = Record<string, unknown>;

const HEAD = { source: 'vault', scope: 'vault.example.com', collected_at: '2026-03-02T06:00:00Z' };

const metadata = (): Row => ({
  ...{
    current_version: 2,
    created_time: '2024-01-01T00:00:00Z',
    updated_time: '2026-02-01T00:00:00Z',
    max_versions: 0,
  },
  custom_metadata: { tier: 'production' },
  versions: {
    1: { created_time: '2024-01-01T00:00:00Z', deletion_time: '', destroyed: false },
    2: { created_time: '2026-02-01T00:00:00Z', deletion_time: '', destroyed: false },
  },
});

const jwt = (): Row => ({
  ...{ role_type: 'jwt', bound_audiences: ['https://vault.example.com'], bound_subject: '', user_claim: 'actor' },
  ...{ bound_claims_type: 'string', token_policies: ['deploy'] },
  bound_claims: { repository: 'acme/web', environment: 'production' },
});

const appRole = (): Row => ({
  ...{ bind_secret_id: true, secret_id_ttl: 86_400, secret_id_num_uses: 0, token_policies: ['app'] },
});

/** A vault in which every rule passes, as the command line answers. */
const sound = (): TestInventory => ({
  ...HEAD,
  schema: 'inventory/v1',
  sections: {
    kv_metadata: [{ path: 'prod/db', mount: 'secret/', data: { request_id: 'x', data: metadata() } }],
    jwt_roles: [{ role: 'deploy', mount: 'jwt', data: { data: jwt() } }],
    approle_roles: [{ role: 'app', data: appRole() }],
  },
});

const read = (document: TestInventory) => vault.read(sourceFromBytes(JSON.stringify(document)));
const judge = async (document: TestInventory) => rulesOf(judgeInventory((await read(document)).inventory));

const RULES = PRIVILEGE_RULES.filter(({ needs }) => needs.vault !== undefined).map(({ id }) => id);
const claims = (given: Row, further: Row = {}) => ({ data: { ...jwt(), bound_claims: given, ...further } });

const CASES: readonly [path: string, value: unknown, fails: string[]][] = [
  ['kv_metadata[0].data.data.versions.2.created_time', '2025-11-01T00:00:00Z', ['secret-not-rotated']],
  ['kv_metadata[0].data.data.versions.2.destroyed', true, ['secret-not-rotated']],
  ['kv_metadata[0].data.data.versions.2.deletion_time', '2026-02-02T00:00:00Z', ['secret-not-rotated']],
  ['kv_metadata[0].data.data.versions', { 1: { created_time: '2020-01-01T00:00:00Z', destroyed: true } }, []],
  ['jwt_roles[0].data', claims({ repository: 'acme/web' }), ['jwt-trust-wide']],
  ['jwt_roles[0].data', claims({ repository_owner: 'acme' }), ['jwt-trust-wide']],
  ['jwt_roles[0].data', claims({}), ['jwt-trust-wide']],
  ['jwt_roles[0].data', claims({ environment: 'production' }), ['jwt-trust-wide']],
  ['jwt_roles[0].data', claims({}, { bound_subject: 'repo:acme/web:environment:production' }), []],
  ['jwt_roles[0].data', claims({ sub: ['repo:acme/web:ref:refs/heads/main'] }), []],
  ['jwt_roles[0].data', claims({ sub: 'repo:acme/*' }, { bound_claims_type: 'glob' }), ['jwt-trust-wide']],
  ['jwt_roles[0].data', claims({ sub: 'repo:acme/web:*' }, { bound_claims_type: 'glob' }), ['jwt-trust-wide']],
  [
    'jwt_roles[0].data',
    claims({ repository: 'acme/*', ref: 'refs/heads/main' }, { bound_claims_type: 'glob' }),
    ['jwt-trust-wide'],
  ],
  // A star is no wildcard here: the role lets nobody in.
  ['jwt_roles[0].data', claims({ repository: 'acme/*' }), ['jwt-trust-wide']],
  ['jwt_roles[0].data', claims({ project_id: '7', ref_protected: 'true' }), []],
  [
    'jwt_roles[0].data',
    claims({ repository: 'acme/web', environment: 'production' }, { bound_audiences: [] }),
    ['jwt-trust-wide'],
  ],
  ['approle_roles[0].data.secret_id_ttl', 0, ['approle-without-end']],
  ['approle_roles[0].data', { ...appRole(), secret_id_ttl: 0, secret_id_num_uses: 1 }, []],
  ['approle_roles[0].data', { ...appRole(), bind_secret_id: false }, ['approle-without-end']],
  ['approle_roles[0].data', { ...appRole(), bind_secret_id: false, token_bound_cidrs: ['10.0.0.0/8'] }, []],
];

describe('the inventory of a HashiCorp Vault', () => {
  it('passes every rule where all is right', async () => {
    const { inventory, skipped } = await read(sound());
    expect(skipped).toEqual([]);
    expect(rulesOf(judgeInventory(inventory))).toEqual({ pass: RULES, fail: [], unknown: [] });
    expect(inventory.resources.find(({ kind }) => kind === 'secret')).toMatchObject({
      ...{ id: 'secret:secret/prod/db', updatedAt: new Date('2026-02-01T00:00:00Z'), tags: { tier: 'production' } },
    });
    expect(inventory.grants.map(({ principal, permission }) => `${principal} ${permission}`)).toEqual([
      'role:jwt/deploy policy deploy',
      'role:approle/app policy app',
    ]);
  });

  it.each(CASES)('with %s being %j fails these rules: %j', async (path, value, fail) => {
    expect((await judge(changed(sound(), `sections.${path}`, value))).fail).toEqual(fail);
  });

  it('says how wide a trust is by its severity', async () => {
    const severity = async (given: Row) => {
      const document = changed(sound(), 'sections.jwt_roles[0].data', claims(given));
      const [failure] = judgeInventory((await read(document)).inventory).failures;
      return failure?.severity ?? failure?.rule.severity;
    };
    expect(await severity({})).toBe('critical');
    expect(await severity({ repository: 'acme/web' })).toBe('high');
    expect(await severity({ repository: 'acme/*' })).toBe('low');
  });

  it('leaves unknown what was refused, and what is another thing than it should be', async () => {
    const document = changed(sound(), 'sections.jwt_roles[0].data', {
      errors: ['1 error occurred: permission denied'],
    });
    const { skipped, inventory } = await read(changed(document, 'sections.approle_roles[0].data', { data: { a: 1 } }));
    expect(skipped.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
      'sections.jwt_roles[0]: 1 error occurred: permission denied',
      'sections.approle_roles[0]: not a role of the AppRole method',
    ]);
    expect(rulesOf(judgeInventory(inventory)).unknown).toEqual(['approle-without-end', 'jwt-trust-wide']);
  });

  it('is read from files in folders that are called after the sections', async () => {
    const files = {
      'jwt_roles/deploy.json': JSON.stringify({ data: jwt() }),
      'kv_metadata/prod-db.json': JSON.stringify({ data: metadata() }),
    };
    const { inventory } = await vault.read(await exportOf(HEAD, files));
    expect(inventory.resources.map(({ id }) => id)).toEqual(['org', 'secret:secret/prod-db', 'role:jwt/deploy']);
  });

  it('keeps nothing of a secret that was sent in the place of its metadata', async () => {
    const document = changed(sound(), 'sections.kv_metadata[0].data', {
      data: { data: { password: 'hunter2' }, metadata: {} },
    });
    const { inventory, skipped } = await read(document);
    expect(JSON.stringify(inventory)).not.toContain('hunter2');
    expect(skipped[0]?.reason).toBe('not the metadata of a secret');
  });
});
