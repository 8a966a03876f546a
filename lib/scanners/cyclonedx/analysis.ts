import type { Suppression } from '#lib/domain/finding.ts';
import { asArray, asRecord, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';

const SETTLED: ReadonlySet<string> = new Set(['not_affected', 'false_positive', 'resolved', 'resolved_with_pedigree']);

/** What the document's own analysis decided: for the vulnerability, else for the version of the component. */
export function suppressionOf(vulnerability: Json, affected: Json, version: string | null): Suppression | null {
  const analysis = asRecord(vulnerability.analysis);
  const state = asString(analysis.state)?.toLowerCase() ?? '';
  if (SETTLED.has(state)) {
    const words = [state, asString(analysis.justification), asString(analysis.detail)];
    return { kind: 'external', justification: oneLine(words.filter((word) => word !== null).join(': '), 1000) };
  }
  const rejected = asString(vulnerability.rejected);
  if (rejected !== null)
    return { kind: 'external', justification: oneLine(`rejected as no vulnerability: ${rejected}`) };
  const versions = asArray(affected.versions).map(asRecord);
  const own = versions.filter((each) => version !== null && asString(each.version) === version);
  if (own.length === 0 || !own.every((each) => asString(each.status) === 'unaffected')) return null;
  return { kind: 'external', justification: `version ${version} is unaffected` };
}

/** The one version that a reference names as affected, for components that the document does not hold. */
export function affectedVersion(affected: Json): string | null {
  const versions = asArray(affected.versions)
    .map(asRecord)
    .filter((each) => (asString(each.status) ?? 'affected') === 'affected')
    .map((each) => asString(each.version))
    .filter((version) => version !== null);
  return versions.length === 1 ? (versions[0] ?? null) : null;
}

/** Versions in `Upgrade x to version 1.2.3, 2.0.1`, as Trivy, Snyk and Dependency-Track phrase it; else none. */
export function fixedVersions(recommendation: string | null): string[] {
  const after = /\bto versions? (.{1,500})/i.exec(recommendation ?? '')?.[1] ?? '';
  return after
    .split(/,\s{0,5}| or | and /)
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter((part) => /^v?\d[\w.+:~-]{0,100}$/.test(part));
}
