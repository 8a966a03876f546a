/**
 * Trivy's result types (`Type`), its names for packages that have no file of their own, and lock files, by the purl type
 * of the packages that they hold: a scan for licenses alone writes no `Type`.
 */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  apk: ['alpine', 'wolfi', 'chainguard', 'minimos', 'apk'],
  deb: ['debian', 'ubuntu', 'echo', 'dpkg', 'deb'],
  rpm: [
    ...['centos-stream', 'coreos'],
    ...['redhat', 'centos', 'rocky', 'alma', 'fedora', 'amazon', 'oracle', 'photon', 'rpm', 'azurelinux'],
    ...['cbl-mariner', 'mariner', 'opensuse', 'opensuse.leap', 'opensuse-leap', 'opensuse.tumbleweed'],
    ...['opensuse-tumbleweed', 'suse linux enterprise server', 'suse linux enterprise micro', 'slem', 'sles'],
  ],
  npm: [
    ...['npm', 'yarn', 'pnpm', 'bun', 'node-pkg', 'node', 'node.js', 'javascript'],
    ...['package.json', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  ],
  pypi: [
    ...['pip', 'pipenv', 'poetry', 'uv', 'pylock', 'python-pkg', 'python'],
    ...['requirements.txt', 'pipfile.lock', 'poetry.lock', 'uv.lock', 'pylock.toml'],
  ],
  conda: ['conda-pkg', 'conda-environment', 'conda', 'environment.yaml', 'environment.yml'],
  maven: [
    ...['jar', 'pom', 'gradle', 'gradle-lockfile', 'sbt', 'sbt-lockfile', 'java'],
    ...['pom.xml', 'gradle.lockfile', 'build.sbt.lock'],
  ],
  golang: ['gobinary', 'gomod', 'go', 'go.mod', 'go.sum'],
  cargo: ['cargo', 'rustbinary', 'rust-binary', 'rust', 'cargo.lock'],
  gem: ['bundler', 'gemspec', 'rubygems', 'ruby', 'gemfile.lock'],
  nuget: ['nuget', 'dotnet-core', 'packages-props', 'dotnet-deps', 'packages.lock.json', 'packages.config'],
  composer: ['composer', 'composer-vendor', 'php', 'composer.lock'],
  hex: ['hex', 'mix', 'mix.lock'],
  conan: ['conan', 'conan.lock'],
  pub: ['pub', 'dart', 'pubspec.lock'],
  swift: ['swift', 'package.resolved'],
  cocoapods: ['cocoapods', 'podfile.lock'],
  julia: ['julia'],
  bitnami: ['bitnami'],
  bottlerocket: ['bottlerocket'],
  k8s: ['kubernetes', 'k8s', 'eks', 'gke', 'aks', 'rke', 'ocp'],
};

const BY_TYPE = new Map(Object.entries(TYPES).flatMap(([purl, types]) => types.map((type) => [type, purl] as const)));

/** The purl type for a result type, the name of a distribution or a lock file; `generic` when it is not known. */
export function ecosystem(type: string | null): string {
  const word = (type ?? '').toLowerCase();
  return BY_TYPE.get(word) ?? BY_TYPE.get(word.slice(word.lastIndexOf('/') + 1)) ?? 'generic';
}
