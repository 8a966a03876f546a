import { describe, expect, it } from 'vitest';
import { Told } from '#lib/domain/privilege/history/told.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { aws } from './aws/read.ts';
import { soundAccount } from './aws/testing.ts';
import { azure } from './azure/read.ts';
import { soundSubscription } from './azure/testing.ts';
import { cyberark } from './cyberark/read.ts';
import { soundVault } from './cyberark/testing.ts';
import { changed } from './github/testing.ts';
import { gitlab } from './gitlab/read.ts';
import { soundGroup } from './gitlab/testing.ts';

const read = async (document: unknown) => (await cyberark.read(sourceFromBytes(JSON.stringify(document)))).inventory;

describe('what is not in the inventory of a vault any more', () => {
  it.each(['principals', 'memberships', 'resources', 'grants'] as const)(
    'is gone where its own sections are whole: %s',
    async (part) => {
      const inventory = await read(soundVault());
      const told = new Told(inventory.sections, new Map());
      expect(inventory[part].filter(({ sections = null }) => told.isSilent(sections, []))).toEqual([]);
    },
  );

  it('is not known where one of them failed', async () => {
    const before = await read(soundVault());
    const after = await read(changed(soundVault(), 'sections.safe_members', { status: 'failed', http: 403 }));
    const told = new Told(after.sections, new Map());
    const silent = before.grants.filter(({ sections = null }) => told.isSilent(sections, []));
    expect(silent.map(({ resource }) => resource)).toEqual(['safe:41', 'safe:41', 'safe:41', 'safe:41']);
    expect(before.principals.filter(({ sections = null }) => told.isSilent(sections, []))).toEqual([]);
  });
});

describe.each([
  ['a GitLab group', gitlab, soundGroup(), 'owners', 'deploy_keys'],
  ['an AWS account', aws, soundAccount(), 'secrets', 'authorization_details'],
  ['an Azure subscription', azure, soundSubscription(), 'vault_secrets', 'role_assignments'],
] as const)('what is not in the inventory of %s any more', (_what, { read }, sound, other, own) => {
  const parts = ['principals', 'memberships', 'resources', 'grants'] as const;
  const readIt = async (document: unknown) => (await read(sourceFromBytes(JSON.stringify(document)))).inventory;
  const silent = async (failed: string): Promise<number> => {
    const before = await readIt(sound);
    const { sections } = await readIt(changed(sound, `sections.${failed}`, { status: 'failed', http: 403 }));
    const told = new Told(sections, new Map());
    const rows = parts.flatMap((part): readonly { sections?: readonly string[] }[] => before[part]);
    return rows.filter((row) => told.isSilent(row.sections ?? null, [])).length / rows.length;
  };

  it('is gone where its own sections are whole, and not known where one of them failed', async () => {
    expect(await silent(other)).toBeLessThan(0.5);
    expect(await silent(own)).toBeGreaterThan(0);
    const whole = await readIt(sound);
    const told = new Told(whole.sections, new Map());
    for (const part of parts) {
      for (const { sections } of whole[part] as readonly { sections?: readonly string[] }[]) {
        expect(sections, part).toBeDefined();
        expect(told.isSilent(sections ?? null, [])).toBe(false);
      }
    }
  });
});
