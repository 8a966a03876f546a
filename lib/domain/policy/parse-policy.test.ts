import { describe, expect, it } from 'vitest';
import { BUILTIN_POLICY, BUILTIN_TEXT } from './builtin-policy.ts';
import { MOST_CHARACTERS } from './limits.ts';
import { parseOverride, parsePolicy } from './parse-policy.ts';

const problemsOf = (text: string) => {
  const parsed = parsePolicy(text);
  return 'problems' in parsed ? parsed.problems : [];
};
/** `4:5 sentence`, one for each problem. */
const said = (text: string): string[] =>
  problemsOf(text).map(({ line, column, message }) => `${line}:${column} ${message}`);
const rule = (...lines: string[]) =>
  ['version: 1', 'rules:', '  - id: a', ...lines.map((line) => `    ${line}`)].join('\n');

describe('the text of a policy', () => {
  it('that is built in says what its rules say', () => {
    expect(parsePolicy(BUILTIN_TEXT)).toEqual({ policy: BUILTIN_POLICY });
  });

  it('has defaults for all that it leaves out', () => {
    expect(parsePolicy(rule('kind: secret'))).toEqual({
      policy: {
        version: 1,
        rules: [
          {
            id: 'a',
            kind: 'secret',
            mode: 'fail',
            on_unknown: 'fail',
            findings: 'introduced',
            accepted: 'ignore',
            which: 'any',
            max: 0,
          },
        ],
      },
    });
  });

  it('may be JSON', () => {
    expect(parsePolicy('{"version": 1, "rules": [{"id": "a", "kind": "provenance"}]}')).toHaveProperty('policy');
  });

  it('of a repository has no word on overrides', () => {
    expect(parseOverride('version: 1\nrules: []\noverrides: {allow: []}')).toMatchObject({
      problems: [{ line: 3, column: 1, path: 'overrides' }],
    });
  });
});

describe('a mistake', () => {
  it('in a name is said at its place, with the name that was meant', () => {
    expect(said(rule('kind: secret', 'maxx: 0'))).toEqual(['5:5 There is no maxx here. Did you mean max?']);
    expect(said('version: 1\nruels: []')).toEqual([
      '1:1 rules is missing.',
      '2:1 There is no ruels here. Did you mean rules?',
    ]);
    expect(said(rule('kind: secret', 'zzzzzzzz: 0'))[0]).toContain('Known here: id, title, mode, on_unknown');
  });

  it('in a word names the words that there are', () => {
    expect(said(rule('kind: sceret'))).toEqual([
      '4:11 kind must be one of severity, exploit, secret, scanner, exception, provenance. Did you mean secret?',
    ]);
    expect(said(rule('kind: secret', 'mode: fial'))).toEqual([
      '5:11 mode must be one of fail, warn, off. Did you mean fail?',
    ]);
    expect(said(rule('kind: severity', 'max: { hgih: 0 }'))).toContain(
      '5:12 There is no hgih here. Did you mean high?',
    );
    expect(said('version: 2\nrules: []')).toEqual(['1:10 version must be 1.']);
  });

  it('in a value is said at the value', () => {
    expect(said(rule('kind: secret', 'max: -1'))[0]).toMatch(/^5:10 max: /);
    expect(said(rule('kind: scanner', 'categories: [sast]', 'max_age: soon'))[0]).toMatch(
      /^6:14 max_age: must be a number with h, d or w/,
    );
    expect(said(rule('kind: severity'))).toEqual(['3:5 max is missing.']);
    expect(said(`${rule('kind: secret')}\n  - id: a\n    kind: provenance`)[0]).toMatch(
      /^5:9 id: another rule is called a/,
    );
  });

  it('in the YAML is said where it is', () => {
    expect(problemsOf('version: 1\nrules: [')).toMatchObject([{ line: 2 }]);
    expect(said(rule('kind: secret', 'kind: secret'))).toEqual(['5:5 kind is here twice.']);
    expect(said('')[0]).toContain('begins with "version: 1"');
    expect(said('version: 1\nrules: []\n---\nversion: 1')).toHaveLength(1);
  });
});

describe('a hostile text', () => {
  it('has no anchors, aliases, merge keys or tags: it is never larger than it looks, and has no cycles', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `a${n}: &a${n} [${n === 0 ? 'lol' : `*a${n - 1}, *a${n - 1}`}]`);
    expect(said(laughs.join('\n')).every((text) => /Anchors|Aliases/.test(text))).toBe(true);
    expect(said('version: 1\nrules: &all [*all]').join(' ')).toMatch(/Anchors \(&all\).*Aliases \(\*all\)/);
    expect(said('version: 1\n<<: {}\nrules: []').join(' ')).toContain('Merge keys');
    expect(problemsOf('version: 1\nrules: !!js/function "x"')).not.toEqual([]);
  });

  it('is refused at once when it is long or deep', () => {
    const started = performance.now();
    expect(said(`# ${'x'.repeat(MOST_CHARACTERS)}`)[0]).toContain('at most 32768 characters');
    for (const deep of ['[', '{a: ', '- ', '? ']) expect(problemsOf(deep.repeat(8000))).toHaveLength(1);
    expect(problemsOf(Array.from({ length: 100 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'))[0]?.message).toContain(
      'levels deep',
    );
    // A name that is there ten thousand times.
    expect(problemsOf('a: 1\n'.repeat(6000)).length).toBeGreaterThan(1);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('has patterns of names only, and short ones', () => {
    const refs = (pattern: string) => said(rule('kind: provenance', 'when:', `  refs: ['${pattern}']`));
    expect(refs('release/**')).toEqual([]);
    for (const regex of ['^(a+)+$', '/(a|a)*b/', '(x+x+)+y', '[a-z]*', '\\d+']) {
      expect(refs(regex)[0]).toContain('not a regular expression');
    }
    expect(refs('a*'.repeat(200))[0]).toContain('at most 200 characters');
  });

  it('knows no names that objects inherit', () => {
    expect(said('version: 1\nrules: []\n__proto__: {}').join(' ')).toContain('__proto__');
    expect(said('version: 1\nrules: []\nconstructor: {}').join(' ')).toContain('There is no constructor here');
  });
});
