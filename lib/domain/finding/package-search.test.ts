import { describe, expect, it } from 'vitest';
import { packageSearchKey, packageSearchKeys, parsePurl } from './package-search.ts';

const isFound = (asked: string, ecosystem: string, name: string): boolean =>
  packageSearchKeys(asked).includes(packageSearchKey({ ecosystem, name }));

describe('a package is found', () => {
  it.each([
    ['PyYAML', 'pypi', 'pyyaml'],
    ['py_yaml', 'pypi', 'py-yaml'],
    ['Zope_Interface', 'pypi', 'zope.interface'],
    ['zope--interface', 'pypi', 'zope.interface'],
    ['newtonsoft.json', 'nuget', 'Newtonsoft.Json'],
    ['Serde-Json', 'cargo', 'serde_json'],
    ['@Scope/Name', 'npm', '@scope/name'],
    ['%40scope%2Fname', 'npm', '@scope/name'],
    ['org.acme/thing', 'maven', 'org.acme:thing'],
    ['org.acme:thing', 'maven', 'org.acme:thing'],
    ['github.com/Acme/Lib', 'golang', 'github.com/acme/lib'],
    ['libxml2', 'deb', 'libxml2'],
    ['debian/libxml2', 'deb', 'libxml2'],
    ['Rails', 'gem', 'rails'],
    ['thing', '', 'thing'],
    ['pkg:npm/%40scope/name@1.2.3?arch=any#sub', 'npm', '@scope/name'],
    ['pkg:npm/@scope/name', 'npm', '@scope/name'],
    ['pkg:maven/org.acme/thing@2', 'maven', 'org.acme:thing'],
    ['pkg:deb/debian/libxml2@2.9?distro=debian-12', 'deb', 'libxml2'],
    ['pkg:pypi/PyYAML', 'pypi', 'pyyaml'],
    ['pkg:npm/thing', 'generic', 'thing'],
  ])('by %s: %s %s', (asked, ecosystem, name) => {
    expect(isFound(asked, ecosystem, name)).toBe(true);
  });

  it.each([
    ['foo.js', 'npm', 'foo-js'],
    ['foo_bar', 'gem', 'foo-bar'],
    ['serde.json', 'cargo', 'serde-json'],
    ['name', 'npm', '@scope/name'],
    ['pkg:npm/jinja2', 'pypi', 'jinja2'],
    ['org.acme:thing', 'npm', 'org.acme/thing'],
  ])('not by %s: %s %s', (asked, ecosystem, name) => {
    expect(isFound(asked, ecosystem, name)).toBe(false);
  });
});

describe('a package URL', () => {
  it.each([
    ['pkg:npm/lodash@4.17.20', { ecosystem: 'npm', name: 'lodash' }],
    ['PKG:npm/lodash', { ecosystem: 'npm', name: 'lodash' }],
    ['pkg://npm/lodash', { ecosystem: 'npm', name: 'lodash' }],
    ['pkg:npm/%zz', { ecosystem: 'npm', name: '%zz' }],
    ['lodash', null],
    ['pkg:npm', null],
    ['pkg:npm/', null],
  ])('%s is read as %j', (text, read) => {
    expect(parsePurl(text)).toEqual(read);
  });
});
