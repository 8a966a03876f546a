import { describe, expect, it } from 'vitest';
import { packageFromPurl } from './purl.ts';

describe('packageFromPurl', () => {
  it.each([
    ['pkg:maven/org.acme/core@1.2?type=jar', 'maven', 'org.acme:core', '1.2'],
    ['pkg:npm/%40acme/ui@1.0.0', 'npm', '@acme/ui', '1.0.0'],
    ['pkg:npm/@acme/ui@1.0.0', 'npm', '@acme/ui', '1.0.0'],
    ['pkg:deb/debian/apt@1%2B2?arch=amd64', 'deb', 'apt', '1+2'],
    ['pkg:golang/github.com/acme/tool@v1#sub', 'golang', 'github.com/acme/tool', 'v1'],
    ['pkg:composer/acme/web@2.0', 'composer', 'acme/web', '2.0'],
    ['pkg:apk/alpine/musl@1.2-r0', 'apk', 'musl', '1.2-r0'],
    ['pkg:generic/openssl', 'generic', 'openssl', null],
  ])('names the package of %s as its ecosystem does', (purl, ecosystem, name, version) => {
    expect(packageFromPurl(purl)).toEqual({ ecosystem, name, version });
  });

  it.each(['', 'pkg:', 'pkg:npm', 'left-pad', 'pkg:npm/a%zz@1', `pkg:npm/${'a'.repeat(5000)}`])(
    'knows that %j is no package',
    (text) => {
      expect(packageFromPurl(text)).toBeNull();
    },
  );
});
