/** Trivy's result types (`Type`), by the purl type of the packages that they hold. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  apk: ['alpine', 'wolfi', 'chainguard', 'minimos', 'apk'],
  deb: ['debian', 'ubuntu', 'echo', 'dpkg', 'deb'],
  rpm: [
    ...['redhat', 'centos', 'rocky', 'alma', 'fedora', 'amazon', 'oracle', 'photon', 'rpm', 'azurelinux'],
    ...['cbl-mariner', 'mariner', 'opensuse', 'opensuse.leap', 'opensuse-leap', 'opensuse.tumbleweed'],
    ...['opensuse-tumbleweed', 'suse linux enterprise server', 'suse linux enterprise micro', 'slem', 'sles'],
  ],
  npm: ['npm', 'yarn', 'pnpm', 'bun', 'node-pkg', 'node', 'javascript'],
  pypi: ['pip', 'pipenv', 'poetry', 'uv', 'pylock', 'python-pkg', 'python'],
  conda: ['conda-pkg', 'conda-environment'],
  maven: ['jar', 'pom', 'gradle', 'gradle-lockfile', 'sbt', 'sbt-lockfile', 'java'],
  golang: ['gobinary', 'gomod', 'go'],
  cargo: ['cargo', 'rustbinary', 'rust-binary', 'rust'],
  gem: ['bundler', 'gemspec', 'rubygems', 'ruby'],
  nuget: ['nuget', 'dotnet-core', 'packages-props', 'dotnet-deps'],
  composer: ['composer', 'composer-vendor', 'php'],
  hex: ['hex', 'mix'],
  conan: ['conan'],
  pub: ['pub', 'dart'],
  swift: ['swift'],
  cocoapods: ['cocoapods'],
  julia: ['julia'],
  bitnami: ['bitnami'],
  k8s: ['kubernetes', 'k8s', 'eks', 'gke', 'aks', 'rke', 'ocp'],
};

const BY_TYPE = new Map(Object.entries(TYPES).flatMap(([purl, types]) => types.map((type) => [type, purl] as const)));

/** The purl type for one of Trivy's result types or distribution names; `generic` when it is not known. */
export function ecosystem(type: string | null): string {
  return BY_TYPE.get((type ?? '').toLowerCase()) ?? 'generic';
}
