import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './diff.ts';
import { expressionsIn } from './expression.ts';
import { judge } from './judge.ts';
import { kindOfText } from './kind-of-file.ts';
import { placeOfFile, readPipeline } from './read-pipeline.ts';
import { YAML_LIMITS } from './read-yaml.ts';
import { RULES } from './rules.ts';
import { KNOWN, parsed } from './testing.ts';

const JOB = 'jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n';
const problem = (text: string) => {
  const read = readPipeline(text, '.github/workflows/x.yml');
  return 'message' in read ? read : null;
};

describe('reading a file', () => {
  it.each([
    ['on: push', ['push']],
    ['"on": [push, pull_request]', ['push', 'pull_request']],
    ['on:\n  push:\n  schedule:\n    - cron: "0 0 * * *"', ['push', 'schedule']],
    ['on: &a [push]', ['push']],
  ])('knows %j as a word, by YAML 1.2', (on, events) => {
    const file = parsed(`${on}\n${JOB}`);
    expect(file.kind === 'workflow' ? [...(file.events ?? [])] : null).toEqual(events);
  });

  it('follows aliases and merge keys, with the lines of what they name', () => {
    const file = parsed(
      '.base: &base\n  tags: [deploy]\n  script: make\na:\n  <<: *base\n  stage: x\n',
      '.gitlab-ci.yml',
    );
    const job = file.kind === 'gitlab' ? file.jobs.find(({ key }) => key === 'a') : null;
    expect(job?.own.entries.map(({ key, line }) => [key, line])).toEqual([
      ['stage', 6],
      ['tags', 2],
      ['script', 3],
    ]);
  });

  it.each([
    ['a name that is there twice', `on: push\non: pull_request\n${JOB}`, 2, /unique/],
    ['an alias of nothing', 'on: push\njobs:\n  a: *b\n', 3, /names nothing/],
    ['an alias of itself', 'on: push\njobs:\n  a: &a [*a]\n', 3, /deeper/],
    [
      'aliases that grow',
      `on: push\nx1: &x1 [a,a,a,a,a,a,a,a,a,a]\n${[2, 3, 4, 5, 6, 7]
        .map(
          (n) =>
            `x${n}: &x${n} [${Array(10)
              .fill(`*x${n - 1}`)
              .join(',')}]`,
        )
        .join('\n')}\n${JOB}`,
      null,
      /values/,
    ],
    ['brackets without an end', `on: push\njobs: ${'['.repeat(5000)}`, 1, /deeper/],
    [
      'deep indents',
      `on: push\njobs:\n${Array.from({ length: 100 }, (_, n) => `${' '.repeat(n + 1)}a:`).join('\n')} x\n`,
      null,
      /deeper/,
    ],
    ['too long a file', `on: push\n#${'x'.repeat(YAML_LIMITS.characters)}\n${JOB}`, 1, /longer/],
    ['a NUL', `on: push\0\n${JOB}`, 1, /NUL/],
    ['no map', '- a\n- b\n', 1, /map/],
    ['no jobs', 'on: push\n', 1, /jobs is missing/],
    ['no on', JOB, 1, /on is missing/],
    ['broken quotes', `on: "push\n${JOB}`, null, /./],
  ])('refuses %s, and says where', (_, text, line, message) => {
    expect(problem(text)?.message).toMatch(message);
    if (line !== null) expect(problem(text)?.line).toBe(line);
  });

  it('tells files by their content', () => {
    expect(kindOfText(`name: x\non: push\n${JOB}`)).toBe('workflow');
    expect(kindOfText('name: x\nruns:\n  using: node20\n  main: i.js\n')).toBe('action');
    expect(kindOfText('stages: [a]\nbuild:\n  stage: a\n  script:\n    - make\n')).toBe('gitlab');
    expect(kindOfText('# only includes\ninclude:\n  - template: Jobs/SAST.gitlab-ci.yml\n')).toBe('gitlab');
    for (const other of [
      'version: 2.1\njobs:\n  build:\n    docker: [x]\n',
      'apiVersion: v1\nkind: Pod\n',
      'services:\n  web:\n    image: x\n',
      'steps:\n  - script: make\n',
      'openapi: 3.1.0\npaths:\n  /a:\n    get: {}\n',
      'just words\n',
      '',
    ])
      expect(kindOfText(other), other).toBeNull();
  });

  it('puts a file whose folder is not known where its kind must stand', () => {
    expect(placeOfFile('ci.yml', 'workflow')).toBe('.github/workflows/ci.yml');
    expect(placeOfFile('./.github/workflows/a.yml', 'workflow')).toBe('.github/workflows/a.yml');
    expect(placeOfFile(null, 'gitlab')).toBe('.gitlab-ci.yml');
    expect(placeOfFile('tools/x/action.yml', 'action')).toBe('tools/x/action.yml');
  });

  it('never throws, whatever the text', () => {
    const word = fc.constantFrom(
      'on',
      'jobs',
      ':',
      '\n',
      '  ',
      '- ',
      'run',
      'uses',
      '&a',
      '*a',
      '<<',
      '|',
      '>',
      '[',
      ']',
      '{',
      '}',
      "'",
      '"',
      '${{',
      '}}',
      'github.head_ref',
      'steps',
      '---',
      '!x',
      '\t',
      'script',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 60 }),
        fc.constantFrom('.github/workflows/a.yml', 'action.yml', '.gitlab-ci.yml'),
        (words, path) => {
          const read = readPipeline(words.join(''), path);
          if (!('message' in read)) judge(read, KNOWN);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('ends soon for a text that is made to hurt', () => {
    const started = performance.now();
    for (const line of [
      'curl '.repeat(20_000),
      `${'$'.repeat(1)}{{ ${'github.head_ref '.repeat(3000)}}}`,
      'kubectl '.repeat(20_000),
      'refs/pull/x '.repeat(20_000),
      "sh -c '".repeat(20_000),
    ]) {
      judge(
        parsed(`on: pull_request_target\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          ${line}\n`),
        KNOWN,
      );
      judge(parsed(`a:\n  script:\n    - |\n      ${line}\n`, '.gitlab-ci.yml'), KNOWN);
      expect(expressionsIn(line).length).toBeLessThan(501);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('the rules', () => {
  it('are 18, each with an id of its own and all that people need', () => {
    expect(RULES).toHaveLength(18);
    expect(RULES.filter(({ of }) => of === 'github')).toHaveLength(11);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(18);
    for (const { id, title, why, fix, controls, references } of RULES) {
      expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
      for (const text of [title, why, fix]) expect(text.length, id).toBeGreaterThan(20);
      expect(
        controls.some((control) => control.startsWith('CICD-SEC-')),
        id,
      ).toBe(true);
      expect(
        references.every((page) => page.startsWith('https://')),
        id,
      ).toBe(true);
    }
  });
});

describe('a change', () => {
  it('is taken over by git, and gives the lines that were meant', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-diff-'));
    try {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom('a', 'b', '', '  c'), { minLength: 1, maxLength: 30 }),
          fc.nat(),
          fc.nat(2),
          fc.array(fc.constantFrom('x', 'y'), { maxLength: 3 }),
          (lines, place, count, insert) => {
            const at = (place % lines.length) + 1;
            const remove = Math.min(count, lines.length - at + 1);
            if (remove === 0 && insert.length === 0) return;
            const text = `${lines.join('\n')}\n`;
            const diff = unifiedDiff('f.yml', text.split('\n'), [{ at, remove, insert }]);
            const file = join(folder, 'f.yml');
            writeFileSync(file, text);
            const done = spawnSync('git', ['apply', '-p1', '-'], { input: diff ?? '', cwd: folder, encoding: 'utf8' });
            expect(done.stderr).toBe('');
            const after = [...lines.slice(0, at - 1), ...insert, ...lines.slice(at - 1 + remove)];
            // A file of which nothing is left is removed.
            const left = existsSync(file) ? readFileSync(file, 'utf8') : '';
            expect(left).toBe(after.length === 0 ? '' : `${after.join('\n')}\n`);
          },
        ),
        { numRuns: 25 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is none where edits overlap or lie outside', () => {
    const lines = ['a', 'b', ''];
    expect(unifiedDiff('f', lines, [])).toBeNull();
    expect(unifiedDiff('f', lines, [{ at: 3, remove: 1, insert: [] }])).toBeNull();
    const twice = [
      { at: 1, remove: 2, insert: ['x'] },
      { at: 2, remove: 1, insert: [] },
    ];
    expect(unifiedDiff('f', lines, twice)).toBeNull();
    expect(unifiedDiff('a\nb', lines, [{ at: 1, remove: 1, insert: [] }])).toBeNull();
  });
});
