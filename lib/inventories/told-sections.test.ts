import { describe, expect, it } from 'vitest';
import { Told } from '#lib/domain/privilege/history/told.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { cyberark } from './cyberark/read.ts';
import { soundVault } from './cyberark/testing.ts';
import { changed } from './github/testing.ts';

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
