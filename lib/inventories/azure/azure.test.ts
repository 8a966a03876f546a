import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { changed, type TestInventory } from '../github/testing.ts';
import { exportOf, rulesOf } from '../testing.ts';
import { azure } from './read.ts';
import { AZURE_SECTIONS } from './sections.ts';
import { credential, SUBSCRIPTION, soundSubscription } from './testing.ts';

const read = (document: TestInventory) => azure.read(sourceFromBytes(JSON.stringify(document)));
const judge = async (document: TestInventory) => judgeInventory((await read(document)).inventory);
const rules = async (document: TestInventory) => rulesOf(await judge(document));

const at = (section: string, rest = ''): string => `sections.${section}.data${rest}`;
const APP = at('app_federated_credentials', '[0].data');
const SECRET = (rest: string): string => at('vault_secrets', `[0].${rest}`);
const expression = (value: string) => [
  credential({ subject: null, claimsMatchingExpression: { value, languageVersion: 1 } }),
];
const KEY = at('applications', '[0].passwordCredentials[0].endDateTime');

const CASES: readonly [what: string, path: string, value: unknown, fails: string[], unknown?: string[]][] = [
  ['a job of every pull request', APP, [credential({ subject: 'repo:acme/shop:pull_request' })], ['cloud-trust-wide']],
  ['a subject with a star is dead', APP, [credential({ subject: 'repo:acme/*' })], []],
  ['an expression over an owner', APP, expression("claims['sub'] matches 'repo:acme/*'"), ['cloud-trust-wide']],
  [
    'an expression over every branch',
    APP,
    expression("claims['sub'] matches 'repo:acme/shop:ref:refs/heads/*'"),
    ['cloud-trust-wide'],
  ],
  ['an expression that is narrow', APP, expression("claims['sub'] eq 'repo:acme/shop:ref:refs/heads/main'"), []],
  [
    'a wide one with a repository and a workflow',
    APP,
    expression(
      "claims['sub'] matches 'repo:acme/*' and claims['repository_id'] eq '7' and claims['job_workflow_ref'] eq 'x'",
    ),
    [],
  ],
  [
    'an expression that nobody understands',
    APP,
    expression("claims['sub'] startsWith 'repo:'"),
    [],
    ['cloud-trust-wide'],
  ],
  [
    'no audience',
    APP,
    [credential({ subject: 'repo:acme/shop:environment:production', audiences: [] })],
    ['cloud-trust-wide'],
  ],
  ['no credentials', APP, [], []],
  [
    'every branch of GitLab',
    APP,
    [
      credential({
        issuer: 'https://gitlab.com',
        subject: null,
        claimsMatchingExpression: { value: "claims['sub'] matches 'project_path:acme/shop:ref_type:branch:ref:*'" },
      }),
    ],
    ['cloud-trust-wide'],
  ],
  [
    'a managed identity',
    at('identity_federated_credentials', '[0].subject'),
    'repo:acme/shop:pull_request',
    ['cloud-trust-wide'],
  ],
  ['a credential without an issuer', `${APP}[0].issuer`, undefined, [], ['cloud-trust-wide']],
  [
    'a workload on the subscription',
    at('role_assignments', '[2].roleDefinitionName'),
    'Contributor',
    ['workload-rights-wide'],
  ],
  [
    'a workload on a management group',
    at('role_assignments', '[1].scope'),
    '/providers/Microsoft.Management/managementGroups/all',
    ['workload-rights-wide'],
  ],
  [
    'an assignment without a role',
    at('role_assignments', '[1].roleDefinitionName'),
    undefined,
    [],
    ['workload-rights-wide'],
  ],
  ['a secret of an application for years', KEY, '2028-01-01T00:00:00Z', ['token-without-end']],
  ['a secret of an application of which it is not told', KEY, undefined, [], ['token-without-end']],
  ['a stored secret that is old', SECRET('attributes.updated'), '2025-10-01T00:00:00+00:00', ['secret-not-rotated']],
  ['a stored secret without an end', SECRET('attributes.expires'), null, ['secret-rotation-off']],
  ['a stored secret of which it is not told', SECRET('attributes.expires'), undefined, [], ['secret-rotation-off']],
  [
    'the key of a certificate',
    at('vault_secrets', '[0]'),
    {
      id: 'https://shop.vault.azure.net/secrets/tls',
      managed: true,
      attributes: { enabled: true, expires: null, updated: '2020-01-01T00:00:00Z' },
    },
    [],
  ],
  [
    'a secret that is switched off',
    at('vault_secrets', '[0].attributes'),
    { enabled: false, expires: null, updated: '2020-01-01T00:00:00Z' },
    [],
  ],
];

describe('an Azure subscription', () => {
  it('passes every rule that speaks of Azure where all is right', async () => {
    const { pass, fail, unknown } = await rules(soundSubscription());
    expect({ fail, unknown }).toEqual({ fail: [], unknown: [] });
    expect(pass).toEqual(PRIVILEGE_RULES.filter(({ needs }) => needs.azure !== undefined).map(({ id }) => id));
  });

  it.each(CASES)('%s', async (_what, path, value, fails, unknown = []) => {
    const found = await rules(changed(soundSubscription(), path, value));
    expect({ fail: found.fail, unknown: found.unknown }).toEqual({ fail: fails, unknown });
  });

  it.each(Object.keys(AZURE_SECTIONS))('knows nothing of what the section %s would say', async (section) => {
    for (const value of [
      { status: 'failed', http: 403 },
      undefined,
      null,
      { error: { code: 'Forbidden', message: 'No.' } },
    ]) {
      expect((await judge(changed(soundSubscription(), `sections.${section}`, value))).failures).toEqual([]);
    }
  });

  it('weighs a repository less than an owner, and knows one principal by its id in any case', async () => {
    const wide = async (value: unknown) =>
      (await judge(changed(soundSubscription(), APP, value))).failures[0]?.severity;
    expect(await wide([credential({ subject: 'repo:acme/shop:pull_request' })])).toBe('high');
    expect(await wide(expression("claims['sub'] matches 'repo:acme/*'"))).toBe('critical');
    const { inventory } = await read(soundSubscription());
    const rights = inventory.grants.filter(({ principal }) => principal === 'principal:s1');
    expect(rights.map(({ resource, level }) => [resource, level])).toEqual([
      ['scope:/resourcegroups/shop', 4],
      ['org', 1],
    ]);
  });

  it('is refused where it is of another subscription', async () => {
    const other = changed(
      soundSubscription(),
      at('role_assignments', '[0].scope'),
      '/subscriptions/aaaaaaaa-1bf0-4dda-aec3-cb9272f09590',
    );
    await expect(read(other)).rejects.toThrow('this is the subscription aaaaaaaa');
  });

  it('is read from what az writes, whatever the files are called', async () => {
    const { sections } = soundSubscription() as unknown as { sections: Record<string, { data: unknown }> };
    const of = (name: string): string => JSON.stringify(sections[name]?.data);
    const answers = sections.app_federated_credentials?.data as { app: string; data: unknown }[];
    const files = {
      'a.json': of('role_assignments'),
      'b.json': of('service_principals'),
      'c.json': of('applications'),
      [`app-federated-credentials/${answers[0]?.app}.json`]: JSON.stringify(answers[0]?.data),
      'e.json': of('identity_federated_credentials'),
      'f.json': of('vault_secrets'),
    };
    const manifest = { source: 'azure', scope: SUBSCRIPTION, collected_at: '2026-03-02T06:00:00Z' };
    const { inventory, document } = await azure.read(await exportOf(manifest, files));
    expect(document.strange).toEqual([]);
    expect({ ...inventory, sections: [] }).toEqual({ ...(await read(soundSubscription())).inventory, sections: [] });
  });
});
