import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { failure, type Outcome, PASSED } from './outcome.ts';
import { runNode } from './run.ts';

export interface Check {
  name: string;
  run: () => Promise<Outcome>;
}

const at = (file: string) => join(ROOT, 'node_modules', file);
const ROOMS = ['app', 'components', 'lib', 'db', 'scripts', 'bench', 'e2e'];

const knip = (...options: string[]) => [at('knip/bin/knip.js'), '--no-progress', '--no-config-hints', ...options];

function check(name: string, advice: string, args: () => string[]): Check {
  const run = async () => {
    const { code, output } = await runNode(args());
    return code === 0 ? PASSED : failure(`${name} (${advice})\n${output.trim().slice(-8000)}`);
  };
  return { name, run };
}

const MOST_LINES = 300;

/** Which files that people write are too long; reports and code that are fixtures stay as they were found. */
async function checkLengths(): Promise<Outcome> {
  const files = globSync(`{${ROOMS.join()},fixtures}/**/*.{ts,tsx,mjs}`, {
    cwd: ROOT,
    exclude: (path) => /^(?:fixtures\/demo|lib\/scanners\/[^/]+\/fixtures)(?:\/|$)/.test(path),
  });
  const long = files.flatMap((file) => {
    const lines = readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
    return lines > MOST_LINES ? [`${file} has ${lines} lines`] : [];
  });
  if (files.length === 0) long.push('no file was found');
  const advice = `up to ${MOST_LINES}; split by subject`;
  return long.length === 0 ? PASSED : failure(`lengths of files (${advice})\n${long.sort().join('\n')}`);
}

/** What can be known without running the code; each counts as one test. */
export const CHECKS: Check[] = [
  check('format and lint', '`npm run format` mends most of it', () => [
    at('@biomejs/biome/bin/biome'),
    'check',
    '--diagnostic-level=warn',
    '--error-on-warnings',
    '.',
  ]),
  // Several checkers each learn the types that all files share: beside the other checks they cost, and gain nothing.
  check('types', 'tsc', () => [at('typescript/bin/tsc'), '--noEmit', '--checkers', '1', '-p', '.']),
  check('import rules', 'the house of ARCHITECTURE.md', () => [
    at('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    ...ROOMS,
  ]),
  check('unused code', 'knip', () => knip()),
  // Apart, because a test's import must not keep alive what nothing else needs.
  check('code that only tests use', 'knip --production; helpers of tests are listed in knip.json', () =>
    knip('--production'),
  ),
  { name: 'lengths of files', run: checkLengths },
];
