import { describe, expect, it } from 'vitest';
import { normalisePackage, packageKey } from './package.ts';

const ref = (ecosystem: string, name: string) => ({ ecosystem, name, version: null });

describe('normalisePackage', () => {
  it.each([
    ['PyPI', 'Flask_Login', 'pypi', 'flask-login'],
    ['pip', 'Zope.Interface', 'pypi', 'zope.interface'],
    ['npm', '%40Scope/Name', 'npm', '@scope/name'],
    ['Go', 'github.com/Masterminds/Goutils', 'golang', 'github.com/masterminds/goutils'],
    ['maven', 'org.apache.logging.log4j/log4j-core', 'maven', 'org.apache.logging.log4j:log4j-core'],
    ['Debian:12', 'debian/OpenSSL', 'deb', 'openssl'],
    ['rubygems', 'RMagick', 'gem', 'RMagick'],
    ['crates.io', 'serde_json', 'cargo', 'serde_json'],
    ['', 'x', 'generic', 'x'],
    ['constructor', 'x', 'constructor', 'x'],
  ])('knows %s %s as %s %s', (ecosystem, name, type, normal) => {
    expect(normalisePackage(ref(ecosystem, name))).toEqual(ref(type, normal));
  });

  it('compares names as their registry does', () => {
    expect(packageKey(ref('pypi', 'zope.interface'))).toBe(packageKey(ref('pip', 'Zope_Interface')));
    expect(packageKey(ref('nuget', 'Newtonsoft.Json'))).toBe(packageKey(ref('NuGet', 'newtonsoft.json')));
    expect(packageKey(ref('rpm', 'perl-Foo'))).not.toBe(packageKey(ref('rpm', 'perl-foo')));
  });
});
