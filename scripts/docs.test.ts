import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '#lib/cli/run.ts';
import { OPERATIONS } from '#lib/contracts/operations.ts';
import { apiRoutes } from '#lib/web/api-routes.ts';
import { ROOT } from './root.ts';
import { banner } from './start/banner.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const manifest: Record<'scripts' | 'dependencies' | 'devDependencies', Record<string, string>> = JSON.parse(
  read('package.json'),
);

interface Document {
  file: string;
  text: string;
  /** Inline code, and the lines of fenced code. */
  inline: string[];
  fenced: string[];
}

function documentOf(file: string): Document {
  const text = read(file);
  const blocks = [...text.matchAll(/^ *```[^\n]*\n(.*?)^ *```$/gms)].map((match) => match[1] ?? '');
  const prose = blocks.reduce((rest, block) => rest.replace(block, ''), text).replaceAll('```', '');
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const lines = blocks.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'));
  return { file, text, inline, fenced: lines.map((line) => line.trim()) };
}

const documents = globSync('{*,docs/**/*,fixtures/*,bench/*}.md', { cwd: ROOT }).sort().map(documentOf);

/** What `find` makes of each document, as `file: thing`, so that a failure names the place. */
const all = (find: (document: Document) => string[]): string[] =>
  documents.flatMap((document) => find(document).map((thing) => `${document.file}: ${thing}`));

const ROOMS = 'app|bench|components|db|docs|drizzle|e2e|fixtures|lib|public|scripts';
const PATH = new RegExp(`^(?:(?:${ROOMS}|\\.ci)/[^\\s<>$…]+|\\w[\\w./-]*/[\\w.-]+\\.(?:tsx?|mjs|cjs|sql))$`);
const SOURCES = globSync('{app,bench,components,db,fixtures,lib,scripts}/**/*.{ts,tsx,mjs}', { cwd: ROOT });

function missingPaths({ inline, fenced }: Document): string[] {
  const words = [...inline, ...fenced]
    .flatMap((code) => code.split(/[\s'"`(),;:=]+/))
    .filter((word) => PATH.test(word));
  return words.filter((word) => globSync(word.replace(/\/$/, '').replaceAll('[', '[[]'), { cwd: ROOT }).length === 0);
}

function missingScripts({ inline, fenced }: Document): string[] {
  const code = [...inline, ...fenced].join('\n');
  const scripts = [...code.matchAll(/\bnpm (?:run (?:-s )?)([\w:-]+)|\bnpm (start|test)\b/g)].map((m) => m[1] ?? m[2]);
  const programs = [...code.matchAll(/\bnpx ([\w-]+)/g)].map((match) => match[1] ?? '');
  return [
    ...scripts.filter((name) => !Object.hasOwn(manifest.scripts, name ?? '')).map((name) => `npm run ${name}`),
    ...programs.filter((name) => !existsSync(join(ROOT, 'node_modules/.bin', name))).map((name) => `npx ${name}`),
  ];
}

const COMMANDS = await commands();

/** A command with an option that it does not have counts as missing too. */
function missingVerbs({ inline, fenced }: Document): string[] {
  const calls = [...inline, ...fenced].flatMap((code) => {
    const match = /^plumbline ([a-z].*)$/.exec(code) ?? /plumbline -- ([a-z].*)$/.exec(code);
    return match?.[1] ? [match[1].split(/[)|]/)[0] ?? ''] : [];
  });
  return calls.filter((call) => {
    const [, verb] = COMMANDS.find(([words]) => call === words || call.startsWith(`${words} `)) ?? [];
    const options = call.match(/(?<= )--[a-z-]+/g) ?? [];
    return verb === undefined || options.some((option) => !verb.usage.includes(option));
  });
}

const names = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
const VARIABLES = names(`${read('lib/env.ts')}\n${read('lib/provider-env.ts')}`, /^ {2}([A-Z][A-Z_]+): /gm).sort();

function unknownVariables({ file, inline, fenced }: Document): string[] {
  const cited = names(inline.join('\n'), /^([A-Z][A-Z0-9]*_[A-Z0-9_]+|PORT|HOST)(?:=.*)?$/gm);
  const own = names([...inline, ...fenced].join('\n'), /\b(PLUMBLINE_[A-Z_]+)\b/g);
  // Variables of CI systems are theirs.
  const wanted = file === 'docs/ci.md' ? own : [...cited, ...own];
  return [...new Set(wanted)].filter((name) => !VARIABLES.includes(name) && !isRead(name));
}

const isRead = (name: string): boolean =>
  SOURCES.some((file) => new RegExp(`\\benv\\.${name}\\b|\\b${name}\\??:`).test(read(file)));

const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
const links = ({ file, text }: Document): string[] =>
  names(text, LINK)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(file), target));

describe('documents', () => {
  it('cite only paths of the repository that exist', () => {
    expect(all(missingPaths)).toEqual([]);
  });

  it('cite only scripts, programs and commands that exist, with options that they have', () => {
    expect([...all(missingScripts), ...all(missingVerbs)]).toEqual([]);
  });

  it('are right about scripts: each runs a file that exists', () => {
    const files = Object.values(manifest.scripts).flatMap(
      (script) => script.match(/[\w./-]+\.(?:ts|mjs|cjs)\b/g) ?? [],
    );
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('cite only addresses of the API that exist', () => {
    const addresses = [...apiRoutes(), ...OPERATIONS].map(({ path }) => path.replace(/\{\w+\}/g, '{}'));
    const routes = new Set(addresses);
    const cited = (document: Document) =>
      names(document.text, /(?<!app)(\/api\/(?:v\d|health|live|openapi)[\w./{}-]*)/g).map((path) =>
        path.replace(/\.$/, ''),
      );
    expect(all((d) => cited(d).filter((path) => !routes.has(path.replace(/\{\w+\}/g, '{}'))))).toEqual([]);
  });

  it('explain every environment variable and cite no other', () => {
    expect(names(read('.env.example'), /^#?([A-Z][A-Z_]+)=/gm).sort()).toEqual(VARIABLES);
    expect(names(read('docs/configuration.md'), /^\| `([A-Z_]+)` \|/gm).sort()).toEqual(VARIABLES);
    expect(all(unknownVariables)).toEqual([]);
  });

  it('give a reason for every dependency, in the version that is installed', () => {
    const [, runtime = '', development = ''] = read('docs/dependencies.md').split(/^## .*$/m);
    const rows = (part: string) =>
      Object.fromEntries(
        [...part.matchAll(/^\| `([^`]+)` \| (\d\S*) \| \S.* \|$/gm)].map((match) => [match[1], match[2]]),
      );
    expect(rows(runtime)).toEqual(manifest.dependencies);
    expect(rows(development)).toEqual(manifest.devDependencies);
  });

  it('hand no token to a program on its command line, which other users of the machine can read', () => {
    const places = { ...Object.fromEntries(documents.map(({ file, text }) => [file, text])), banner: banner('', null) };
    const said = Object.entries(places).filter(([, text]) =>
      /curl[^|`]*Authorization/.test(text.replaceAll('\\\n', ' ')),
    );
    expect(said.map(([place]) => place)).toEqual([]);
  });

  it('link only to what exists, and every page is linked from the README', () => {
    expect(
      all((document) => links(document).filter((target) => !/\.png$/.test(target) && !existsSync(join(ROOT, target)))),
    ).toEqual([]);
    const reachable = documents.filter(({ file }) => file === 'README.md').flatMap(links);
    const pages = documents.map(({ file }) => file).filter((file) => file.startsWith('docs/'));
    expect(pages.filter((page) => !reachable.includes(page))).toEqual([]);
  });

  it('begin with the two commands and a screenshot that is there', () => {
    const [screen = ''] = read('README.md').split('\n## ');
    expect(screen).toMatch(/^npm start\b/m);
    expect(screen).toMatch(/^npm test\b/m);
    const pictures = names(screen, LINK).filter((target) => target.endsWith('.png'));
    expect(pictures).toHaveLength(1);
    expect(pictures.filter((picture) => !existsSync(join(ROOT, picture)))).toEqual([]);
  });
});
