/**
 * Makes the reports of real scanners that the parsers are tested with.
 *
 *   node scripts/fixtures.ts [tools folder, default /tmp/tools] [only these families or names …]
 *
 * Copies fixtures/demo to /src, which it empties first (so that no path of this machine gets into a report), puts the fake secrets
 * in, runs every scanner, edits the copy (scripts/fixtures/edits.ts), runs them again and stores both reports as
 * lib/scanners/<family>/fixtures/demo-<tool>[.edited].{json,sarif}. A tool that is not installed is named and left out.
 *
 * Tools folder: Python environments `py` (semgrep, bandit[sarif], ruff, flawfinder, zizmor, njsscan), `ckv` (checkov) and `cfn`
 * (cfn-lint[full]); `bin` (go install: gitleaks/v8, gosec/v2, tflint, tfsec, kube-score); `npm` (eslint 9, eslint-plugin-security,
 * @microsoft/eslint-formatter-sarif, npm 6, @cyclonedx/cyclonedx-npm). npm audit asks a registry that this script runs itself.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { insertSecrets } from '../fixtures/secrets.ts';
import { editProject } from './fixtures/edits.ts';
import { startRegistry } from './fixtures/registry.ts';
import { TOOLS, type Tool } from './fixtures/tools.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PROJECT = '/src';
/** Semgrep writes the folder of the rules into their ids; here it is another one in the second run. */
const RULES = ['/tmp/rules/semgrep.yml', '/tmp/ci-1234/rules/semgrep.yml'] as const;
const LARGEST = 300_000;

const ESLINT_CONFIG = `import js from '@eslint/js';
import security from 'eslint-plugin-security';
const rules = { ...js.configs.recommended.rules, ...security.configs.recommended.rules };
export default [
  {
    files: ['**/*.js'],
    plugins: { security },
    languageOptions: { sourceType: 'commonjs' },
    rules: { ...rules, 'no-eval': 'error', 'no-implied-eval': 'error', 'no-new-func': 'error' },
  },
];
`;

const [tools = '/tmp/tools', ...only] = process.argv.slice(2);
const chosen = TOOLS.filter((tool) => only.length === 0 || only.includes(tool.name) || only.includes(tool.family));
for (const rules of RULES) {
  await mkdir(dirname(rules), { recursive: true });
  await cp(join(ROOT, 'fixtures/demo-rules/semgrep.yml'), rules);
}
await writeFile(join(tools, 'npm/eslint.config.mjs'), ESLINT_CONFIG);
await rm('/tmp/demo-npm-cache', { recursive: true, force: true });
const registry = await startRegistry();
for (const edited of [false, true]) {
  await prepare(edited);
  for (const tool of chosen) if (!(edited && tool.once)) await scan(tool, edited, registry.url);
}
await registry.stop();

async function prepare(edited: boolean): Promise<void> {
  await rm(PROJECT, { recursive: true, force: true });
  await cp(join(ROOT, 'fixtures/demo'), PROJECT, { recursive: true });
  if (edited) await editProject(PROJECT);
  for (const entry of await readdir(PROJECT, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await writeFile(path, insertSecrets(await readFile(path, 'utf8')));
  }
}

async function scan(tool: Tool, edited: boolean, registry: string): Promise<void> {
  const name = `demo-${tool.name}${edited ? '.edited' : ''}.${tool.extension}`;
  const out = join('/tmp', name);
  await rm(out, { force: true });
  await rm(`${out}.d`, { recursive: true, force: true });
  const words = tool.command.split(' ').map((word) =>
    word
      .replace('{out}', out)
      .replace('{tools}', tools)
      .replace('{rules}', RULES[edited ? 1 : 0]),
  );
  const { code, stdout, stderr } = await run(words, join(PROJECT, tool.folder ?? '.'), registry);
  const text = tool.stdout ? stdout : await readFile(await reportPath(out), 'utf8').catch(() => '');
  if (text === '' || text.length > LARGEST || text.includes(ROOT)) {
    console.log(`left out ${tool.family}/${name}: exit ${code}, ${text.length} characters\n${stderr.slice(-400)}`);
    return;
  }
  const folder = join(ROOT, 'lib/scanners', tool.family, 'fixtures');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
  console.log(`${tool.family}/${name}: exit ${code}, ${text.length} characters`);
}

/** Checkov makes a folder; everyone else the file that was asked for. */
async function reportPath(out: string): Promise<string> {
  const folder = await stat(`${out}.d`).catch(() => null);
  return folder === null ? out : join(`${out}.d`, 'results_sarif.sarif');
}

/** Scanners exit with 1 or more when they find something, so the status says nothing here. */
function run(
  words: string[],
  cwd: string,
  registry: string,
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const [file = '', ...parameters] = words;
  const env = {
    NODE_ENV: 'development' as const,
    // njsscan calls semgrep by name.
    PATH: `${join(tools, 'py/bin')}:${process.env.PATH}`,
    HOME: process.env.HOME,
    GOFLAGS: '-mod=mod',
    npm_config_registry: registry,
    // Its cache remembers advisories by id.
    npm_config_cache: '/tmp/demo-npm-cache',
    npm_config_update_notifier: 'false',
  };
  return new Promise((done) => {
    execFile(file, parameters, { cwd, env, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      done({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
