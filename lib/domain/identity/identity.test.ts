import { describe, expect, it } from 'vitest';
import type { Location, Observation, Subject } from '#lib/domain/finding/finding.ts';
import { cleanObservation } from '#lib/domain/finding/normalise.ts';
import { locationExample, observationExample, SUBJECT_EXAMPLES } from '#lib/domain/finding/observation-example.ts';
import { hashKey, identityOf, placeOf } from './identity.ts';

const KEY = new Uint8Array(32).fill(1);
const OTHER_KEY = new Uint8Array(32).fill(2);
const identity = (fields: Partial<Observation>, key = KEY) =>
  identityOf(cleanObservation(observationExample(fields)), key);
const base = (fields: Partial<Observation>) => identity(fields).base;
const subject = (category: Subject['category']): Subject => {
  const found = SUBJECT_EXAMPLES.find((example) => example.category === category);
  if (found === undefined) throw new Error(category);
  return found;
};

describe('identityOf', () => {
  it('is readable for every category', () => {
    const bases = SUBJECT_EXAMPLES.map((example) => base({ subject: example }).replace(/[0-9a-f]{32}/, 'HASH'));
    expect(bases).toEqual([
      'sast|semgrep|python.eval|src/app.py|code:HASH',
      'quality|semgrep|python.eval|src/app.py|code:HASH',
      'dependency|npm/lodash|CVE-2021-23337',
      'container|registry.example.com:5000/acme/web|deb/openssl|CVE-2022-0778',
      'license|npm/left-pad|GPL-3.0',
      'secret|HASH',
      'iac|python.eval|aws_s3_bucket.logs|src/app.py',
      'dast|python.eval|GET|/users/{id}?sort|sort',
      'pipeline|python.eval|.github/workflows/ci.yml|job:build/checkout',
      'privilege|python.eval|alice|org/acme',
    ]);
  });

  it('is one dependency finding for two scanners, versions and manifests', () => {
    const npm = { ecosystem: 'npm', name: 'lodash', version: '4.17.19' };
    const dependency = subject('dependency') as Subject & { category: 'dependency' };
    const other = { ...dependency, package: npm, advisories: ['cve-2021-23337'], manifest: 'web/package-lock.json' };
    expect(base({ subject: other, scanner: 'grype', rule: { id: 'x', name: null, helpUrl: null } })).toBe(
      base({ subject: dependency }),
    );
  });

  it('is one container finding for every tag and digest', () => {
    const container = subject('container') as Subject & { category: 'container' };
    const image = 'registry.example.com:5000/acme/web@sha256:0123456789abcdef';
    expect(base({ subject: { ...container, image } })).toBe(base({ subject: container }));
  });

  it('is one secret in two files and for two scanners, and never shows or hashes the value openly', () => {
    const value = 'not-a-real-value-0001';
    const one = identity({ subject: { category: 'secret', value, match: null }, scanner: 'gitleaks' });
    const two = identity({
      subject: { category: 'secret', value: ` ${value}\r\n`, match: 'x' },
      scanner: 'trufflehog',
      locations: [locationExample({ path: 'b.env' })],
    });
    expect(one.base).toBe(two.base);
    expect([one.repeats, one.move]).toEqual(['merge', null]);
    expect(one.base).not.toContain(value);
    expect(identity({ subject: { category: 'secret', value, match: null } }, OTHER_KEY).base).not.toBe(one.base);
  });

  it('does not join secrets whose values are masked', () => {
    const masked = (value: string, path: string) =>
      base({ subject: { category: 'secret', value, match: `key=${value}` }, locations: [locationExample({ path })] });
    for (const value of ['REDACTED', '****', 'AKIA****', '', 'xxxxxxxx', 'abcd...']) {
      expect(masked(value, 'a.env')).not.toBe(masked(value, 'b.env'));
    }
  });

  it('does not change with the line, whatever tells results apart', () => {
    const at = (startLine: number, fields: Partial<Observation>) =>
      base({
        ...fields,
        locations: [locationExample({ startLine, snippet: fields.message === undefined ? 'eval(x)' : null })],
      });
    expect(at(12, {})).toBe(at(99, {}));
    expect(at(12, { message: 'eval at line 12' })).toBe(at(99, { message: 'eval at line 99' }));
  });

  it('does not take a separator in a name for a separator', () => {
    const resource = (principal: string, name: string) =>
      base({ subject: { category: 'privilege', principal, resource: name } });
    expect(resource('a|b', 'c')).not.toBe(resource('a', 'b|c'));
    expect(resource('a%7Cb', 'c')).not.toBe(resource('a|b', 'c'));
  });

  it('joins what scanners find by a check that they share, and nothing else by it', () => {
    const iac = (scanner: string, id: string, check: string | null) =>
      base({ scanner, rule: { id, name: null, helpUrl: null }, subject: { category: 'iac', check, resource: 'a.b' } });
    expect(iac('one', 'ONE_1', 'shared')).toBe(iac('two', 'TWO_2', 'shared'));
    expect(iac('one', 'ONE_1', null)).not.toBe(iac('one', 'ONE_1', 'shared'));
    expect(iac('one', 'ONE_1', null)).not.toBe(iac('two', 'TWO_2', null));
  });

  it('has no file for a rule about a whole Terraform module, but tells its findings apart', () => {
    const module = (path: string, message: string) =>
      base({
        subject: { category: 'iac', check: null, resource: 'module:infra' },
        message,
        locations: [locationExample({ path })],
      });
    expect(module('infra/a.tf', 'Missing version for "aws"')).toBe(module('infra/b.tf', 'Missing version for "aws"'));
    expect(module('infra/a.tf', 'Missing version for "aws"')).not.toBe(
      module('infra/a.tf', 'Missing version for "tls"'),
    );
  });

  it('falls back to the code where neither job nor step is known', () => {
    const step = (snippet: string) =>
      base({
        subject: { category: 'pipeline', workflow: '.github/workflows/ci.yml', job: null, step: null },
        locations: [locationExample({ snippet })],
      });
    expect(step('uses: a@main')).not.toBe(step('uses: b@main'));
  });

  it.each(['2', 'steps[2]'])('does not know a step of a pipeline by its number: %s', (number) => {
    const at = (step: string, snippet: string) =>
      base({
        subject: { category: 'pipeline', workflow: 'ci.yml', job: 'build', step },
        locations: [locationExample({ snippet })],
      });
    expect(at(number, 'uses: a@main')).toBe(at(number.replace('2', '3'), 'uses: a@main'));
    expect(at(number, 'uses: a@main')).not.toBe(at(number, 'uses: b@main'));
    expect(at('checkout', 'uses: a@main')).toBe(at('checkout', 'uses: b@main'));
  });
});

describe('a question about a workflow that several scanners ask', () => {
  const at = (scanner: string, given: { job?: string; step?: string; about?: string; rule?: string; path?: string }) =>
    base({
      scanner,
      rule: { id: given.rule ?? `${scanner}/x`, name: null, helpUrl: null },
      subject: {
        category: 'pipeline',
        workflow: given.path ?? 'ci.yml',
        job: given.job ?? 'build',
        step: given.step ?? null,
        shared: { check: 'unpinned-uses', about: given.about ?? 'acme/deploy' },
      },
    });

  it('is one finding, whatever their rules and their names of the step', () => {
    expect(at('a', { step: 'deploy' })).toBe(at('b', { step: '3' }));
  });

  it('is another one in another file, job, or about something else', () => {
    const others = [at('a', { path: 'cd.yml' }), at('a', { job: 'test' }), at('a', { about: 'acme/other' })];
    expect(new Set([...others, at('a', {})]).size).toBe(4);
  });
});

describe('the move key', () => {
  const move = (fields: Partial<Observation>) => identity(fields).move;
  const inFile = (path: string) => [locationExample({ path, snippet: 'eval(x)' })];

  it('is the same in another file and different for another rule or other code', () => {
    expect(move({ locations: inFile('a.py') })).toBe(move({ locations: inFile('b.py') }));
    expect(move({ locations: inFile('a.py') })).not.toBe(
      move({ locations: [locationExample({ snippet: 'exec(x)' })] }),
    );
    expect(move({})).not.toBe(move({ rule: { id: 'other', name: null, helpUrl: null } }));
  });

  it('does not use a fingerprint that holds the path', () => {
    const at = (path: string, value: string, pathFree: boolean) =>
      move({ locations: inFile(path), trusted: { value, pathFree } });
    expect(at('a.py', 'aaaa', false)).toBe(at('b.py', 'bbbb', false));
    expect(at('a.py', 'aaaa', true)).toBe(at('b.py', 'aaaa', true));
    expect(at('a.py', 'aaaa', true)).not.toBe(at('b.py', 'bbbb', true));
  });

  it('takes the message for the content only at the very same line', () => {
    const at = (path: string, startLine: number | null) => move({ locations: [locationExample({ path, startLine })] });
    expect(at('a.py', 7)).toBe(at('b.py', 7));
    expect(at('a.py', 7)).not.toBe(at('b.py', 8));
    expect(at('a.py', null)).toBeNull();
  });

  it('is null where nothing of the content tells', () => {
    expect(move({ locations: [] })).toBeNull();
    expect(move({ subject: subject('dependency') })).toBeNull();
    expect(move({ subject: subject('secret') })).toBeNull();
  });

  it('follows a resource, and a Dockerfile only with its code', () => {
    const iac = (path: string, resource: string, snippet: string | null) =>
      move({ subject: { category: 'iac', check: null, resource }, locations: [locationExample({ path, snippet })] });
    expect(iac('a.tf', 'aws_s3_bucket.b', null)).toBe(iac('b.tf', 'aws_s3_bucket.b', null));
    expect(iac('Dockerfile', '/Dockerfile.USER', 'FROM a')).toBe(iac('x/Dockerfile', '/x/Dockerfile.USER', 'FROM a'));
    expect(iac('Dockerfile', '/Dockerfile.USER', 'FROM a')).not.toBe(
      iac('x/Dockerfile', '/x/Dockerfile.USER', 'FROM b'),
    );
    expect(iac('Dockerfile', '/Dockerfile.USER', null)).toBeNull();
  });
});

describe('the place of a result without a file or a line', () => {
  const at = (fields: Partial<Location>) =>
    base({
      subject: { category: 'sast' },
      locations: [locationExample({ path: null, startLine: null, snippet: null, ...fields })],
    });

  it('is what the report calls it, and a URL without what changes', () => {
    expect(at({ label: 'acme.Login.check' })).not.toBe(at({ label: 'acme.Token.make' }));
    expect(at({ label: 'https://pr-7.example.com/users/17?t=1' })).toBe(
      at({ label: 'https://example.com/users/3?t=2' }),
    );
  });

  it('is that name within the file, where no line tells', () => {
    const inFile = (fields: Partial<Location>) => at({ path: 'app.jar', ...fields });
    expect(inFile({ label: 'acme.Login.check' })).not.toBe(inFile({ label: 'acme.Token.make' }));
    expect(inFile({ label: 'a', startLine: 3 })).toBe(inFile({ label: 'b', startLine: 3 }));
  });
});

describe('hashKey and placeOf', () => {
  it('makes 32 hex characters, different for each ordinal', () => {
    const keys = [0, 1, 2].map((ordinal) => hashKey('base', ordinal));
    expect(new Set(keys).size).toBe(3);
    expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  });

  it('sorts in line order', () => {
    const place = (startLine: number) => placeOf(observationExample({ locations: [locationExample({ startLine })] }));
    expect([place(10), place(9), place(100)].sort()).toEqual([place(9), place(10), place(100)]);
  });

  it('tells results apart that differ in nothing but their end, or in what the place is called', () => {
    const place = (fields: Partial<Location>) =>
      placeOf(cleanObservation(observationExample({ locations: [locationExample(fields)] })));
    const region = { startLine: 3, startColumn: 1, endLine: 3, endColumn: 9, label: null };
    expect(place(region)).toBe(place({ ...region }));
    for (const other of [{ endColumn: 12 }, { endLine: 4 }, { label: 'Login.check' }]) {
      expect(place({ ...region, ...other })).not.toBe(place(region));
    }
  });
});
