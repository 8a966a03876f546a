import type { PackageRef } from '#lib/domain/finding/finding.ts';
import { packageFromPurl } from '#lib/scanners/shared/purl.ts';
import { asArray, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import { versionsIn } from '#lib/scanners/shared/versions.ts';
import type { NamedPackage, SarifDialect, SarifItem } from './dialect.ts';
import type { RuleInfo } from './rule-info.ts';

export interface VulnerablePackage {
  package: PackageRef;
  fixedVersions: string[];
}

/** Manifests and lock files, by the end of their path. */
const MANIFESTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/i, 'npm'],
  [
    /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.txt|pipfile(?:\.lock)?|poetry\.lock|pyproject\.toml|uv\.lock|pdm\.lock|setup\.py|metadata)$/i,
    'pypi',
  ],
  [/(?:^|\/)go\.(?:mod|sum)$/i, 'golang'],
  [
    /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|gradle\.lockfile|buildscript-gradle\.lockfile|build\.sbt(?:\.lock)?)$|\.[jwe]ar$/i,
    'maven',
  ],
  [/(?:^|\/)cargo\.(?:lock|toml)$/i, 'cargo'],
  [/(?:^|\/)(?:gemfile(?:\.lock)?|gems\.locked)$|\.gemspec$/i, 'gem'],
  [/(?:^|\/)composer\.(?:lock|json)$/i, 'composer'],
  [
    /(?:^|\/)(?:packages\.lock\.json|packages\.config|project\.assets\.json)$|\.(?:cs|fs|vb)proj$|\.deps\.json$/i,
    'nuget',
  ],
  [/(?:^|\/)mix\.lock$/i, 'hex'],
  [/(?:^|\/)pubspec\.(?:lock|yaml)$/i, 'pub'],
  [/(?:^|\/)(?:package\.resolved|podfile\.lock)$/i, 'swift'],
];

/** Package managers, as some name them among a rule's tags. */
const MANAGER_TAG =
  /^(?:npm|yarn|pnpm|maven|gradle|sbt|pip|pipenv|poetry|gomodules|golang|rubygems|nuget|composer|cocoapods|hex|swift|cargo|deb|rpm|apk|debian|ubuntu|alpine|rhel|centos|fedora|rocky|almalinux|oracle|amazon|wolfi)$/;

/** Ecosystem by the words that scanners use in `Type:` and `Package Manager:`; purl types pass as they are. */
function ecosystemOf(word: string | null, path: string | null, versions: string): string {
  if (word !== null && /^[\w.+-]{1,40}$/.test(word)) return word.toLowerCase();
  const manifest = MANIFESTS.find(([pattern]) => pattern.test((path ?? '').slice(-300)))?.[1];
  return manifest ?? distribution(versions) ?? 'generic';
}

/** Packages of an operating system show it in their versions. */
function distribution(versions: string): string | null {
  if (/[+~.-]deb\d|ubuntu\d/.test(versions)) return 'deb';
  if (/\.(?:el|fc|amzn|ph|mga)\d/.test(versions)) return 'rpm';
  return /-r\d{1,3}(?:\s|$)/.test(versions) ? 'apk' : null;
}

const FIELD =
  /^[ *_-]{0,6}(Package(?: name| manager)?|PkgName|Installed version|Version|Fix(?:ed)? versions?|Type)[ *_]{0,3}:[ *_]{0,4}(.{0,500})$/i;

/** `Package: x` lines, which some write into messages and others into a rule's help; the first of a name wins. */
function fieldsOf(...texts: (string | null)[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const text of texts) {
    for (const line of (text ?? '').slice(0, 20_000).split('\n')) {
      const match = line.length < 600 ? FIELD.exec(line.trim()) : null;
      const key = match?.[1]?.toLowerCase();
      if (key !== undefined && !fields.has(key)) fields.set(key, (match?.[2] ?? '').trim());
    }
  }
  return fields;
}

function firstField(fields: ReadonlyMap<string, string>, ...names: string[]): string | null {
  for (const name of names) {
    const value = asString(fields.get(name));
    if (value !== null) return value;
  }
  return null;
}

const TITLED = /(?:^|\s)((?:@[\w.-]{1,100}\/)?[\w./:-]{1,200})@([\w.+~:-]{1,100})\s*$/;

/** Package and version as fields say them, or as the end of the rule's description: `… in name@1.2.3`. */
function statedPackage(fields: ReadonlyMap<string, string>, rule: RuleInfo): NamedPackage | null {
  const field = firstField(fields, 'package', 'pkgname', 'package name');
  if (field !== null) return { name: field, version: firstField(fields, 'installed version', 'version') };
  const [, name, version] = TITLED.exec((rule.description ?? '').slice(0, 500)) ?? [];
  return name === undefined ? null : { name, version: asString(version) };
}

/** A purl, or package and version by name, among the properties of result and rule. */
function packageInProperties(properties: Json, place: string | null): PackageRef | null {
  const nested = asRecord(properties.package);
  const listed = asArray(properties.purls).length === 1 ? asStrings(properties.purls)[0] : undefined;
  for (const purl of [properties.purl, properties.packageUrl, nested.purl, listed]) {
    const found = packageFromPurl(asString(purl));
    if (found !== null) return found;
  }
  const name =
    asString(properties.packageName) ??
    asString(properties.pkgName) ??
    asString(nested.name) ??
    asString(properties.package);
  if (name === null) return null;
  const version =
    asString(properties.installedVersion) ??
    asString(properties.packageVersion) ??
    asString(nested.version) ??
    asString(properties.version);
  const word = asString(properties.ecosystem) ?? asString(nested.ecosystem) ?? asString(properties.packageManager);
  return { ecosystem: ecosystemOf(word, place, version ?? ''), name, version };
}

/** The package that a result is about, where the layout of its tool tells; null when it does not. */
export function vulnerablePackage(item: SarifItem, dialect: SarifDialect): VulnerablePackage | null {
  const { result, rule, message, locations } = item;
  const properties = asRecord(result.properties);
  const path = locations[0]?.path ?? null;
  const fields = fieldsOf(message, rule.helpText);
  const told = firstField(fields, 'fixed version', 'fixed versions', 'fix version', 'fix versions');
  const fixed = told ?? asString(properties.fixedVersion);
  const direct =
    packageFromPurl(locations[0]?.label ?? null) ??
    packageInProperties(properties, path) ??
    packageInProperties(rule.properties, path);
  const stated = direct === null ? statedPackage(fields, rule) : null;
  const named = direct === null && dialect.package !== undefined ? dialect.package(item, stated) : stated;
  if (direct === null && named === null) return null;
  const word = firstField(fields, 'package manager', 'type') ?? named?.ecosystem ?? managerTag(rule);
  const found = direct ?? {
    ecosystem: ecosystemOf(word, path, `${named?.version ?? ''} ${fixed ?? ''}`),
    name: named?.name ?? '',
    version: named?.version ?? null,
  };
  const versions = fixed === null ? [] : versionsIn(fixed);
  return {
    package: found,
    fixedVersions: versions.length > 0 ? versions : (dialect.fixedVersions?.(item, found.name) ?? []),
  };
}

function managerTag(rule: RuleInfo): string | null {
  return rule.tags.find((tag) => MANAGER_TAG.test(tag)) ?? null;
}
