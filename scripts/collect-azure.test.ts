import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { azure } from '#lib/inventories/azure/read.ts';
import { SUBSCRIPTION, soundSubscription } from '#lib/inventories/azure/testing.ts';
import { rulesOf } from '#lib/inventories/testing.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { MISSING, startCollector, startReceiver } from '../fixtures/collectors/testing.ts';

const collector = startCollector('collect-azure.sh', 'az');
const { sections } = soundSubscription() as unknown as {
  sections: Record<string, { data: Record<string, unknown>[] }>;
};
const data = (section: string): Record<string, unknown>[] => sections[section]?.data ?? [];
const OF = `--subscription ${SUBSCRIPTION}`;

beforeAll(() => {
  collector.answer('account show', { id: SUBSCRIPTION });
  collector.answer(`role assignment list --all --include-inherited ${OF}`, data('role_assignments'));
  collector.answer('ad sp list --all', data('service_principals'));
  collector.answer('ad app list --all', data('applications'));
  const [app] = data('app_federated_credentials');
  const [credential] = (app?.data ?? []) as object[];
  const asked = {
    ...credential,
    subject: null,
    claimsMatchingExpression: { value: "claims['sub'] matches 'repo:acme/*'" },
  };
  collector.answer(`ad app federated-credential list --id ${app?.app}`, [asked]);
  collector.answer(`identity list ${OF}`, [{ name: 'deployer', resourceGroup: 'shop' }]);
  const identity = `identity federated-credential list --identity-name deployer --resource-group shop ${OF}`;
  collector.answer(identity, data('identity_federated_credentials'));
  collector.answer(`keyvault list ${OF}`, [{ name: 'shop' }]);
  collector.answer('keyvault secret list --vault-name shop', [{ ...data('vault_secrets')[0], value: 'hunter2' }]);
});
afterAll(() => collector.close());

describe.skipIf(MISSING.length > 0)('the collector for Azure, with an az that tests answer for', () => {
  it('writes what Plumbline reads, without values, and with what credentials ask for', async () => {
    const { code, out, said } = await collector.run(['--dry-run']);
    expect(code, said).toBe(0);
    expect(out).not.toContain('hunter2');
    const { inventory, skipped } = await azure.read(sourceFromBytes(out));
    expect(skipped).toEqual([]);
    const { fail, unknown } = rulesOf(judgeInventory({ ...inventory, collectedAt: new Date('2026-03-02') }));
    expect({ fail, unknown }).toEqual({ fail: ['cloud-trust-wide'], unknown: [] });
  });

  it('says of each section whether it could be read, and delivers the rest', async () => {
    const receiver = await startReceiver();
    try {
      collector.answer(`keyvault list ${OF}`, [{ name: 'shop' }, { name: 'closed' }]);
      const { code, said } = await collector.run(['--strict'], receiver.env('good'));
      expect(said).toContain('section vault_secrets could not be read: closed: ');
      expect({ code, said }).toEqual({
        code: 4,
        said: expect.stringContaining('delivered: processed, 3 new, 1 fixed'),
      });
      expect(receiver.got.url).toBe(`/api/v1/inventories?source=azure&system=${SUBSCRIPTION}&wait=30`);
    } finally {
      receiver.close();
    }
  });

  it('ends with 2 where az is not signed in', async () => {
    const run = await collector.run(['--dry-run', 'other']);
    expect(run).toMatchObject({ code: 2, said: expect.stringContaining('az is not signed in') });
  });
});
