import { describe, expect, it } from 'vitest';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { gitleaks } from './scanner.ts';

goldenTest(gitleaks);

const { folder } = fixturesOf('gitleaks');
const read = (file: string) => collect(gitleaks, fixtureSource(folder, file));

describe('gitleaks', () => {
  it('hands the value on as a secret, and a redacted one as unknown', async () => {
    const { observations, skipped } = await read('version-8.json');
    expect(observations.map(({ subject }) => (subject.category === 'secret' ? subject.value : ''))).toEqual([
      'not-a-real-secret-0004',
      null,
      'not-a-real-secret-0004',
    ]);
    expect(skipped.map((item) => item.position)).toEqual(['[3]', '[4]']);
  });

  it('takes nothing of who committed', async () => {
    for (const file of ['version-8.json', 'version-7.json']) {
      expect(JSON.stringify(await read(file))).not.toContain('a@example.com');
    }
  });

  it('reads an empty list as a scan that found nothing', async () => {
    const { observations, summary } = await collect(gitleaks, sourceFromBytes('[]'));
    expect([observations.length, summary.categories, summary.incomplete]).toEqual([0, ['secret'], []]);
  });
});
