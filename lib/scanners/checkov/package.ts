import type { Category, PackageRef, Subject } from '#lib/domain/finding.ts';
import { normaliseEcosystem } from '#lib/domain/package.ts';
import { asArray, asNumber, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';

const MANIFESTS: readonly (readonly [RegExp, string])[] = [
  [/(?:package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|bower\.json)$/, 'npm'],
  [/(?:requirements[^/]{0,100}\.txt|Pipfile(?:\.lock)?|poetry\.lock|setup\.py|pyproject\.toml)$/, 'pypi'],
  [/(?:go\.mod|go\.sum)$/, 'golang'],
  [/(?:pom\.xml|\.gradle(?:\.kts)?|gradle\.properties)$/, 'maven'],
  [/(?:Gemfile(?:\.lock)?|\.gemspec)$/, 'gem'],
  [/(?:\.csproj|packages\.config|paket\.lock|\.nuspec)$/, 'nuget'],
  [/composer\.(?:json|lock)$/, 'composer'],
];

/** Package, advisory and fixes out of a software-composition record's `vulnerability_details`. */
export function packageSubject(record: Json, category: Category, path: string | null, id: string): Subject | null {
  const details = asRecord(record.vulnerability_details);
  const pkg = packageOf(details, path);
  if (pkg === null) return null;
  const advisory = asString(details.id) ?? asString(details.cve_id);
  const license = asString(details.license);
  if (advisory === null && license !== null) return { category: 'license', package: pkg, license };
  const advisories = [advisory ?? id];
  const fixedVersions = fixes(details);
  if (category === 'container') return { category, image: imageOf(path), package: pkg, advisories, fixedVersions };
  const root = asString(details.root_package_name);
  const direct = root === null ? null : root === pkg.name;
  return { category: 'dependency', package: pkg, advisories, fixedVersions, direct, manifest: path };
}

function packageOf(details: Json, path: string | null): PackageRef | null {
  const name = asString(details.package_name);
  if (name === null) return null;
  const type = (asString(details.package_type) ?? '').toLowerCase();
  const byManifest = MANIFESTS.find(([pattern]) => pattern.test((path ?? '').slice(-200)))?.[1];
  // `os` is all that Checkov says of a package that the image's distribution brought.
  const ecosystem = byManifest ?? (type === '' || type === 'os' ? 'generic' : normaliseEcosystem(type));
  return { ecosystem, name, version: asString(details.package_version) };
}

function fixes(details: Json): string[] {
  const one = [asString(details.lowest_fixed_version), asString(details.fix_version)];
  const all = [...one, ...asStrings(asArray(details.fixed_versions))];
  const versions = all.filter((version) => version !== null);
  return [...new Set(versions.filter((version) => !/^(?:N\/A|open|none)$/i.test(version)))];
}

/** `Dockerfile (python:3.9 lines:1-2 (sha256:…))` names the image in its first parentheses. */
function imageOf(path: string | null): string {
  const text = (path ?? '').slice(0, 1000);
  return /\(([^()\s]+)/.exec(text)?.[1] ?? (text === '' ? 'unknown' : text);
}

export function packageCvss(record: Json): number | null {
  const score = asNumber(asRecord(record.vulnerability_details).cvss);
  return score !== null && score > 0 && score <= 10 ? score : null;
}
