import type { PackageRef } from './finding.ts';

/** purl type → other names of the ecosystem. */
export const ECOSYSTEMS: Readonly<Record<string, readonly string[]>> = {
  npm: ['node', 'nodejs', 'node.js', 'node-pkg', 'yarn', 'pnpm', 'javascript', 'js', 'npmjs'],
  pypi: ['pip', 'python', 'python-pkg', 'pipenv', 'poetry', 'conda-pip', 'uv'],
  golang: ['go', 'gomod', 'gobinary', 'go-module', 'gomodules'],
  maven: ['java', 'jar', 'gradle', 'java-archive', 'pom', 'sbt'],
  gem: ['rubygems', 'bundler', 'ruby', 'gemspec'],
  cargo: ['rust', 'crates.io', 'crates', 'rust-crate', 'rust-binary'],
  composer: ['php', 'packagist', 'php-composer'],
  nuget: ['.net', 'dotnet', 'dotnet-core', 'csharp'],
  deb: ['debian', 'ubuntu', 'dpkg'],
  apk: ['alpine', 'wolfi', 'chainguard'],
  rpm: [
    'redhat',
    'rhel',
    'centos',
    'rocky',
    'alma',
    'almalinux',
    'fedora',
    'amazon',
    'oracle',
    'suse',
    'opensuse',
    'photon',
  ],
  github: ['github-actions', 'githubactions', 'github actions', 'github-action', 'actions'],
  hex: ['erlang', 'elixir', 'mix'],
  pub: ['dart', 'flutter'],
  swift: ['swifturl', 'swiftpm', 'spm'],
};

const BY_ALIAS: ReadonlyMap<string, string> = new Map(
  Object.entries(ECOSYSTEMS).flatMap(([type, aliases]) => [type, ...aliases].map((alias) => [alias, type] as const)),
);

/** purl type for the many names of one ecosystem: `PyPI` → `pypi`, `Debian:12` → `deb`. */
export function normaliseEcosystem(ecosystem: string): string {
  const known = BY_ALIAS.get(ecosystem);
  if (known !== undefined) return known;
  const word = ecosystem.trim().toLowerCase().split(':', 1)[0] ?? '';
  return BY_ALIAS.get(word) ?? (word === '' ? 'generic' : word);
}

const LOWER_CASE: ReadonlySet<string> = new Set([
  'npm',
  'pypi',
  'golang',
  'composer',
  'github',
  'bitbucket',
  'gitlab',
  'deb',
  'apk',
  'hex',
  'pub',
]);
const OS_PACKAGES: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk']);

/** The name by the rules of its purl type. */
export function normalisePackageName(ecosystem: string, raw: string): string {
  let name = raw.trim();
  if (name.includes('%')) name = name.replaceAll(/%40/g, '@').replaceAll(/%2f/gi, '/');
  if (LOWER_CASE.has(ecosystem)) name = name.toLowerCase();
  if (ecosystem === 'pypi') return name.replaceAll('_', '-');
  if (ecosystem === 'maven') return name.replace('/', ':');
  // The distribution is a namespace that some scanners write and others do not.
  if (OS_PACKAGES.has(ecosystem)) return name.slice(name.lastIndexOf('/') + 1);
  return name;
}

export function normalisePackage(ref: PackageRef): PackageRef {
  const ecosystem = normaliseEcosystem(ref.ecosystem);
  const version = ref.version?.trim() ?? '';
  return { ecosystem, name: normalisePackageName(ecosystem, ref.name), version: version === '' ? null : version };
}

/** The name as the identity uses it: registries that treat two spellings as one project count as one. */
export function packageKey(ref: PackageRef): string {
  const { ecosystem, name } = normalisePackage(ref);
  if (ecosystem === 'pypi') return `${ecosystem}/${name.replace(/[-_.]+/g, '-')}`;
  if (ecosystem === 'nuget') return `${ecosystem}/${name.toLowerCase()}`;
  return `${ecosystem}/${name}`;
}
