import type { Subject } from '#lib/domain/finding/finding.ts';
import { asArray, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';

const ADVISORY = /^(?:CVE-\d{4}-\d{4,9}|GHSA(?:-[0-9a-z]{4}){3}|MAL-\d{4}-\d{1,7})$/i;

/** The package of a supply-chain finding; null for findings in code. */
export function dependencyOf(rule: string, extra: Json, metadata: Json, path: string): Subject | null {
  const match = asRecord(asRecord(extra.sca_info).dependency_match);
  const found = asRecord(match.found_dependency);
  const name = asString(found.package);
  if (name === null) return null;
  const transitivity = asString(found.transitivity);
  return {
    category: 'dependency',
    package: {
      ecosystem: (asString(found.ecosystem) ?? 'generic').toLowerCase(),
      name,
      version: asString(found.version),
    },
    advisories: advisoriesOf(rule, metadata),
    fixedVersions: fixedVersions(metadata, name),
    direct: transitivity === 'direct' ? true : transitivity === 'transitive' ? false : null,
    manifest: asString(match.lockfile) ?? asString(found.lockfile_path) ?? path,
  };
}

/** A rule without an advisory (a malicious package) stands for itself: two of them are two problems. */
function advisoriesOf(rule: string, metadata: Json): string[] {
  const keys = ['sca-vuln-database-identifier', 'cve', 'ghsa', 'sca-advisory-id'];
  const named = keys.flatMap((key) => asStrings(metadata[key]));
  const known = named.filter((id) => ADVISORY.test(id.trim()));
  if (known.length > 0) return [...new Set(known.map((id) => id.trim()))];
  return [named[0] ?? rule];
}

/** `[{"minimist": "1.2.6"}]`. */
function fixedVersions(metadata: Json, name: string): string[] {
  return asArray(metadata['sca-fix-versions']).flatMap((each) => {
    if (!isRecord(each)) return asStrings(each);
    return Object.entries(each)
      .filter(([key]) => key.toLowerCase() === name.toLowerCase())
      .flatMap(([, version]) => asStrings(version));
  });
}
