import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** What npm recorded as installed differs from the lock file only in root entry and in optional packages of other platforms. */
function matchesLock(lock, installed) {
  if (installed === null) return false;
  const wanted = JSON.parse(lock).packages;
  const present = JSON.parse(installed).packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.link) return true;
    return present[path]?.version === entry.version;
  });
}

/** npm creates all folders first and fills them later, so packages are counted by their package.json. */
function packagesIn(folder) {
  try {
    const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
    const paths = names.flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((inner) => join(name, inner)) : [name],
    );
    return paths.filter((path) => existsSync(join(folder, path, 'package.json'))).length;
  } catch {
    return 0;
  }
}

/** Installs from package-lock.json unless exactly that is installed already; then no network is needed. */
export async function ensureInstalled(root) {
  const modules = join(root, 'node_modules');
  const stamp = join(modules, '.plumbline-lock-hash');
  const lock = read(join(root, 'package-lock.json'));
  if (lock === null) throw new Error('package-lock.json is missing: this is not a complete copy of Plumbline.');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (read(stamp) === hash) return;

  await withLock(join(root, '.cache/install.lock'), async () => {
    if (read(stamp) === hash) return;
    if (!matchesLock(lock, read(join(modules, '.package-lock.json')))) {
      const count = Object.keys(JSON.parse(lock).packages).length - 1;
      // No dependency needs an install script, and not running any is safer.
      const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
      await withProgress(
        `installing up to ${count} packages`,
        () => npm(args, root),
        () => `, ${packagesIn(modules)} unpacked`,
      );
    }
    writeStamp(stamp, hash);
  });
}

function writeStamp(stamp, hash) {
  try {
    writeFileSync(stamp, hash);
  } catch {
    // A read-only installation is compared with the lock file at every start instead.
  }
}
