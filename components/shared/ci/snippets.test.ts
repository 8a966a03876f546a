import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { uploadParams } from '#lib/contracts/upload.ts';
import { needs, quoted } from './delivery.ts';
import { gateSnippetFor } from './gate.ts';
import { RECIPES, recipeOf } from './recipes.ts';
import { SYSTEMS, snippetFor } from './snippets.ts';
import { terminalSnippets } from './terminal.ts';

const address = 'https://plumbline.example.com';
const everySnippet = SYSTEMS.flatMap((system) =>
  RECIPES.map((recipe) => ({ system, recipe, ...snippetFor(system, { address, recipe, repo: null }) })),
);

describe('snippets', () => {
  it('all send the file that the scanner wrote to this installation', () => {
    for (const { code, recipe } of everySnippet) {
      expect(code).toContain('https://plumbline.example.com/api/v1/uploads');
      expect(code).toContain(`--form file=@${recipe.file}`);
    }
  });

  it('hold no token, nor anything that looks like one: it comes from the environment', () => {
    for (const { code, secrets } of everySnippet) {
      expect(code).not.toContain('plb_up_');
      expect(code).toContain('"$PLUMBLINE_TOKEN"');
      expect(secrets.toUpperCase().replaceAll('-', '_')).toContain('PLUMBLINE_TOKEN');
    }
  });

  it('never put a secret on a command line, where other users of the machine read it', () => {
    for (const { code } of everySnippet) {
      expect(code).not.toMatch(/--(?:header|user) "[^"]*\$\w*TOKEN/);
      // printf is built into the shell.
      for (const [line] of code.matchAll(/^.*\$\w*TOKEN".*$/gm)) expect(line).toMatch(/^\s*printf /);
    }
  });

  it('only use parameters that the API knows', () => {
    const names = everySnippet.flatMap(({ code }) =>
      [...code.matchAll(/--form-string (\w+)=/g)].map(([, name]) => name),
    );
    for (const name of new Set(names)) expect(Object.keys(uploadParams.shape)).toContain(name);
  });

  it('ask the policy in the same way everywhere, and fail where it does not pass', () => {
    for (const system of SYSTEMS) {
      const { code } = gateSnippetFor(system, { address, repo: null });
      expect(code).toContain('https://plumbline.example.com/api/v1/gate');
      expect(code).toContain(`grep -q '"passed":true' plumbline.json`);
      for (const [line] of code.matchAll(/^.*\$\w*TOKEN".*$/gm)) expect(line).toMatch(/^\s*printf /);
    }
    execFileSync('sh', ['-n', '-c', gateSnippetFor('shell', { address, repo: 'acme/web' }).code]);
  });

  it('name a branch in JSON, whatever it is called', () => {
    const { code } = gateSnippetFor('shell', { address, repo: 'acme/web' });
    const line = code.split('\n').find((one) => one.includes('body=')) ?? '';
    const script = `repo=acme/web; commit=abc; ref='a"b'; ${line.trim()}; printf %s "$body"`;
    const body = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(JSON.parse(body)).toEqual({ repo: 'acme/web', ref: 'a"b', commit: 'abc' });
  });

  it('keep line continuations alive inside Groovy strings', () => {
    const { code } = snippetFor('jenkins', { address, recipe: recipeOf('semgrep'), repo: null });
    expect(code).toContain('--header @- \\\\\n');
  });

  it('are whole commands of a POSIX shell', () => {
    for (const recipe of RECIPES) {
      const { code } = snippetFor('shell', { address, recipe, repo: null });
      execFileSync('sh', ['-n', '-c', code]);
      const { scan, send } = terminalSnippets({ address, recipe, repo: 'acme/web', token: null });
      execFileSync('sh', ['-n', '-c', `${scan}\n${send}`]);
    }
  });

  it('show a token only to the person who has just made it', () => {
    const input = { address, recipe: recipeOf('semgrep'), repo: 'acme/web' };
    expect(terminalSnippets({ ...input, token: 'plb_up_made' }).send).toMatch(/^PLUMBLINE_TOKEN=plb_up_made\n/);
    expect(terminalSnippets({ ...input, token: null }).send).not.toContain('plb_up_');
  });
});

describe('words of the shell', () => {
  const run = (script: string, env: Record<string, string> = {}) =>
    execFileSync('sh', ['-c', script], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it.each(["it's", 'a b', '$(touch x)', '`x`', 'plain/name', 'semi;colon'])('keep %s as it is', (text) => {
    expect(run(`printf %s ${quoted(text)}`)).toBe(text);
  });

  it('stop when a variable is empty, and go on when it is not', () => {
    expect(() => run(needs('WANTED', 'Store it'), { WANTED: '' })).toThrow();
    expect(run(`${needs('WANTED', 'Store it')}; echo on`, { WANTED: '1' })).toBe('on\n');
  });

  it.each([
    ['https://github.com/acme/web.git', 'acme/web'],
    ['https://user@git.example.com/group/sub/web', 'group/sub/web'],
    ['git@github.com:acme/web.git', 'acme/web'],
    ['ssh://git@git.example.com:2222/acme/web.git', 'acme/web'],
  ])('read the repository in the remote %s', (remote, name) => {
    const { code } = snippetFor('jenkins', { address, recipe: recipeOf('semgrep'), repo: null });
    const word = /--form-string repo=(".*") \\\\$/m.exec(code)?.[1] ?? '';
    expect(run(`printf %s ${word}`, { GIT_URL: remote })).toBe(name);
  });
});
