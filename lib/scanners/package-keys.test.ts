import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hashKey } from '#lib/domain/identity/identity.ts';
import { packageBase } from '#lib/domain/identity/package-base.ts';
import { readFixture } from '../../fixtures/reruns.ts';

const reports = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[a-z-]+\/fixtures\/[^/]+$/.test(file) && !/\.expected\.json$|\.bad\./.test(file))
  .sort();

it('the key of a finding about a package can be made anew from its stored record', async () => {
  let compared = 0;
  for (const file of reports) {
    const read = await readFixture(file).catch(() => null);
    for (const { record, key } of read?.findings ?? []) {
      const { category, image, packageEcosystem, packageName, advisory } = record;
      if ((category !== 'dependency' && category !== 'container') || advisory === null) continue;
      const place = { category, image, ecosystem: packageEcosystem ?? '', name: packageName ?? '' };
      expect([file, key]).toEqual([file, hashKey(packageBase(place, advisory))]);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(100);
});
