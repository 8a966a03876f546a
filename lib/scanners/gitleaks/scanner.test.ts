import { describe, expect, it } from 'vitest';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
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
    expect([observations.length, summary.categories, summary.reasons]).toEqual([0, ['secret'], []]);
  });

  it('reads Betterleaks, with what it tried', async () => {
    const leak = {
      ruleID: 'generic-api-key',
      description: 'Detected a Generic API Key',
      confidence: 'medium',
      match: 'key = "not-a-real-secret-0008"',
      secret: 'not-a-real-secret-0008',
      captureGroups: { secret: 'not-a-real-secret-0008' },
      attributes: { path: 'conf/app.env', 'git.author_email': 'a@example.com', url: 'https://example.com/app.env' },
      location: { startLine: 3, endLine: 3, startColumn: 5, endColumn: 30 },
      validation: { status: 'valid', reason: 'not-a-real-secret-0008 was accepted' },
      tags: [],
    };
    const source = sourceFromBytes(JSON.stringify([leak, { ...leak, validation: undefined }]));
    expect(gitleaks.accepts(await outlineOf(source))).toBe(true);
    const { observations, skipped } = await collect(gitleaks, source);
    expect(observations[0]).toMatchObject({
      subject: { category: 'secret', value: 'not-a-real-secret-0008' },
      rule: { id: 'generic-api-key' },
      title: 'Secret in the repository: Detected a Generic API Key',
      references: ['https://example.com/app.env'],
    });
    expect(observations[0]?.locations[0]).toMatchObject({ path: 'conf/app.env', startLine: 3, startColumn: 5 });
    expect(observations.map((each) => each.confidence)).toEqual(['verified', 'medium']);
    expect(JSON.stringify(observations)).not.toContain('a@example.com');
    expect(skipped).toEqual([]);
  });
});
