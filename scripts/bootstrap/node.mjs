import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';

const BROUGHT = '26.10.0';
/** The oldest version of each line that runs everything we use (native TypeScript, zstd, current tools). */
const OLDEST = { 22: 22, 24: 15 };

/** @param {string} version as `process.version` writes it */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major >= 26) return true;
  const oldest = OLDEST[major];
  return oldest !== undefined && minor >= oldest;
}

function runs(file) {
  const probe = spawnSync(file, ['--version'], { encoding: 'utf8' });
  return probe.status === 0 && isNewEnough(probe.stdout.trim());
}

/** The platform's own package holds the binary itself, so no install script has to run. */
function platformPackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}@${BROUGHT}`;
}

/** Path of a Node.js that is new enough: this one, one brought earlier, or one installed now from the npm registry. */
export async function ensureNode(root) {
  if (isNewEnough(process.version)) return process.execPath;
  const home = join(root, '.cache/node');
  const bin = join(home, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(bin) && runs(bin)) return bin;

  await withLock(join(root, '.cache/node.lock'), async () => {
    if (existsSync(bin) && runs(bin)) return;
    const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await withProgress(`Node.js ${process.version} is too old here: fetching ${BROUGHT} (60 MB, once)`, () =>
      npm([...args, '--prefix', home, platformPackage()], root),
    );
    if (!runs(bin)) {
      throw new Error(
        `The Node.js ${BROUGHT} from npm does not run on this machine. Install Node.js 22.22, 24.15, 26 or newer and try again.`,
      );
    }
  });
  return bin;
}
