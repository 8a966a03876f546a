import { describe, expect, it } from 'vitest';
import { keywordsOf } from './keywords.ts';
import { locationExample } from './observation-example.ts';

type Named = Parameters<typeof keywordsOf>[0];

const record = (fields: Partial<Named> = {}): Named => ({
  ...{ advisory: null, aliases: [], image: null, resource: null, path: 'a.ts', locations: [] },
  ...fields,
});
const at = (path: string | null, label: string | null = null) => locationExample({ path, label });

describe('the keywords of a finding', () => {
  it('are none for a finding that its columns say all of', () => {
    expect(keywordsOf(record({ locations: [at('a.ts')] }))).toBeNull();
    expect(keywordsOf(record({ advisory: 'CVE-2026-1', aliases: ['CVE-2026-1'] }))).toBeNull();
  });

  it('are the other names of its advisory, in upper case', () => {
    const aliases = ['CVE-2026-1', 'GHSA-2c38-3f4g-5h6j', 'rhsa-2026:12'];
    expect(keywordsOf(record({ advisory: 'CVE-2026-1', aliases }))).toEqual(['GHSA-2C38-3F4G-5H6J', 'RHSA-2026:12']);
  });

  it('are its further places: files, paths in an image, resources, the image', () => {
    const locations = [
      at('a.ts'),
      at('b.ts'),
      at(null, 'usr/bin/tool'),
      at('b.ts', 'ignored'),
      at(null, 'https://a.b/c'),
    ];
    const image = 'ghcr.io/acme/web';
    const expected = [image, 'aws_s3_bucket.logs', 'b.ts', 'usr/bin/tool', 'https://a.b/c'];
    expect(keywordsOf(record({ image, resource: 'aws_s3_bucket.logs', locations }))).toEqual(expected);
    const here = [at('a.ts')];
    expect(keywordsOf(record({ image, locations: here }))).toEqual([image]);
    expect(keywordsOf(record({ resource: 'aws_s3_bucket.logs', locations: here }))).toEqual(['aws_s3_bucket.logs']);
  });

  it('hold no sentences, nothing empty, and no more than an index takes', () => {
    expect(keywordsOf(record({ image: '', locations: [at(null, 'module call'), at(null, '')] }))).toBeNull();
    const many = Array.from({ length: 80 }, (_, index) => at(`dir/${index}.ts`));
    expect(keywordsOf(record({ locations: many }))).toHaveLength(50);
    expect(keywordsOf(record({ locations: [at('x'.repeat(900))] }))?.[0]).toHaveLength(500);
  });
});
