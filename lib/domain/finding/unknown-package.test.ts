import { describe, expect, it } from 'vitest';
import { mayBeSame, onlyOne, type PlacedPackage } from './unknown-package.ts';

const placed = (packageKey: string, fields: Partial<PlacedPackage> = {}): PlacedPackage => ({
  category: 'dependency',
  image: null,
  packageKey,
  advisory: 'CVE-2031-10001',
  ...fields,
});

describe('a package of which no ecosystem is known', () => {
  it.each([
    ['generic/acme_yaml', 'pypi/acme-yaml'],
    ['generic/Acme.Yaml', 'nuget/acme.yaml'],
    ['generic/org.acme:yaml', 'maven/org.acme:yaml'],
    ['generic/org.acme/yaml', 'maven/org.acme:yaml'],
    ['generic/yaml', 'maven/org.acme:yaml'],
  ])('%s may be %s', (unknown, known) => {
    expect(mayBeSame(placed(unknown), placed(known))).toBe(true);
  });

  it.each([
    ['another name', 'generic/yaml', placed('npm/yaml2')],
    ['the end of a scoped name', 'generic/yaml', placed('npm/@acme/yaml')],
    ['another advisory', 'generic/yaml', placed('npm/yaml', { advisory: 'CVE-2031-10002' })],
    ['another category', 'generic/yaml', placed('npm/yaml', { category: 'container', image: 'acme/web' })],
    ['one that is unknown too', 'generic/yaml', placed('generic/yaml')],
  ])('is not %s', (_what, unknown, known) => {
    expect(mayBeSame(placed(unknown), known)).toBe(false);
  });

  it('is the one that fits, and none where several do', () => {
    const npm = { ...placed('npm/yaml'), key: 'aa' };
    const pypi = { ...placed('pypi/yaml'), key: 'bb' };
    expect(onlyOne(placed('generic/yaml'), [npm, npm])?.key).toBe('aa');
    expect(onlyOne(placed('generic/yaml'), [npm, pypi])).toBeNull();
    expect(onlyOne(placed('generic/yaml'), [])).toBeNull();
  });
});
