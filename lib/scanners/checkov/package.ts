import type { Category, PackageRef, Subject } from '#lib/domain/finding/finding.ts';
import { chooseImage } from '#lib/domain/finding/image.ts';
import { normaliseEcosystem } from '#lib/domain/finding/package.ts';
import { asArray, asNumber, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';

const MANIFESTS: readonly (readonly [RegExp, string])[] = [
  [/(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bower\.json)$/, 'npm'],
  [/(?:requirements[^/]{0,100}\.txt|Pipfile(?:\.lock)?|poetry\.lock|setup\.py|pyproject\.toml|METADATA)$/, 'pypi'],
  [/(?:go\.mod|go\.sum)$/, 'golang'],
  [/(?:pom\.xml|\.gradle(?:\.kts)?|gradle\.properties)$/, 'maven'],
  [/(?:Gemfile(?:\.lock)?|\.gemspec)$/, 'gem'],
  [/(?:\.csproj|packages\.config|paket\.(?:lock|dependencies)|\.nuspec)$/, 'nuget'],
  [/composer\.(?:json|lock)$/, 'composer'],
];

/** Package, advisory and fixes out of a software-composition record's `vulnerability_details`. */
export function packageSubject(record: Json, category: Category, path: string | null, id: string): Subject | null {
  const details = asRecord(record.vulnerability_details);
  const pkg = packageOf(details, category === 'container' ? null : path);
  if (pkg === null) return null;
  const advisory = asString(details.id) ?? asString(details.cve_id);
  const license = asString(details.license);
  if (advisory === null && license !== null) return { category: 'license', package: pkg, license };
  const advisories = [advisory ?? id];
  const fixedVersions = fixes(details);
  if (category === 'container') return { category, image: imageOf(record), package: pkg, advisories, fixedVersions };
  const root = asString(details.root_package_name);
  const direct = root === null ? null : root === pkg.name;
  return { category: 'dependency', package: pkg, advisories, fixedVersions, direct, manifest: path };
}

function packageOf(details: Json, path: string | null): PackageRef | null {
  const name = asString(details.package_name);
  if (name === null) return null;
  const type = (asString(details.package_type) ?? '').toLowerCase();
  const byManifest = MANIFESTS.find(([pattern]) => pattern.test((path ?? '').slice(-200)))?.[1];
  const ecosystem = byManifest ?? (NO_TYPES.has(type) ? osEcosystem(type, details) : normaliseEcosystem(type));
  return { ecosystem, name, version: asString(details.package_version) };
}

/** Words for packages that come from no language's registry. */
const NO_TYPES: ReadonlySet<string> = new Set(['', 'os', 'app', 'binary', 'package', 'unknown']);

const DISTRIBUTIONS: readonly (readonly [RegExp, string])[] = [
  [/debian|ubuntu|distroless/i, 'deb'],
  [/alpine|wolfi|chainguard/i, 'apk'],
  [/red ?hat|rhel|centos|rocky|alma|fedora|amazon|amzn|oracle|suse|photon|mariner|azure ?linux/i, 'rpm'],
];

/** `os` is all that Checkov says of a package that the image's distribution brought; the image names that. */
function osEcosystem(type: string, details: Json): string {
  if (type !== 'os') return 'generic';
  const image = asRecord(details.image_details);
  const words = [image.distro, image.distro_release].map((word) => (asString(word) ?? '').slice(0, 200)).join(' ');
  return DISTRIBUTIONS.find(([pattern]) => pattern.test(words))?.[1] ?? 'generic';
}

function fixes(details: Json): string[] {
  // `fix_version` is a status of the platform: `fixed in 1.2.3, 2.0.1`.
  const status = (asString(details.fix_version) ?? '').slice(0, 1000).replace(/^\s{0,10}fixed in /i, '');
  const one = [asString(details.lowest_fixed_version), ...status.split(',')];
  const all = [...one, ...asStrings(asArray(details.fixed_versions))];
  const versions = all.map((version) => version?.trim() ?? '');
  return [...new Set(versions.filter((version) => /\d/.test(version)))];
}

/** What `--docker-image` names, or the image that a file refers to: `Dockerfile (python:3.9 lines:1-2 (sha256:…))`. */
function imageOf(record: Json): string {
  const details = asRecord(asRecord(record.vulnerability_details).image_details);
  const texts = [asString(record.file_path), asString(record.repo_file_path), asString(record.resource)];
  const found = texts.map((text) => IMAGE.exec((text ?? '').slice(0, 1000))?.[1] ?? null);
  return chooseImage([asString(details.name), ...found, asString(record.file_path)]);
}

const IMAGE = / \(([^()\s]+)/;

/** The file itself of a path that has the image behind it. */
export function withoutImage(path: string): string {
  const at = path.search(IMAGE);
  return at > 0 ? path.slice(0, at) : path;
}

export function packageCvss(record: Json): number | null {
  const score = asNumber(asRecord(record.vulnerability_details).cvss);
  return score !== null && score > 0 && score <= 10 ? score : null;
}
