import type { Suppression } from '#lib/domain/finding/finding.ts';
import { asArray, asRecord, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';

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
  const own = versionsOf(affected).filter((each) => version !== null && asString(each.version) === version);
  if (own.length === 0 || !own.every((each) => statusOf(each) === 'unaffected')) return null;
  return { kind: 'external', justification: `version ${version} is unaffected` };
}

/** A list; in early documents also a single one, with `state` for `status`. */
function versionsOf(affected: Json): Json[] {
  return (isRecord(affected.versions) ? [affected.versions] : asArray(affected.versions)).map(asRecord);
}

function statusOf(version: Json): string {
  return (asString(version.status) ?? asString(version.state) ?? 'affected').toLowerCase();
}

/** The one version that a reference names as affected, for components that the document does not hold. */
export function affectedVersion(affected: Json): string | null {
  const versions = versionsOf(affected)
    .filter((each) => statusOf(each) === 'affected')
    .map((each) => asString(each.version))
    .filter((version) => version !== null);
  return versions.length === 1 ? (versions[0] ?? null) : null;
}

/**
 * Versions in `Upgrade x to version 1.2.3, 2.0.1`, as Trivy, Snyk and Dependency-Track phrase it; else none. Trivy puts
 * the advice for several packages into one text, parted by semicolons.
 */
export function fixedVersions(recommendation: string | null, name: string): string[] {
  const parts = (recommendation ?? '').slice(0, 10_000).split(/;\s{0,5}/);
  const own = parts.filter((part) => part.split(/\s+/).includes(name));
  const versions = (own.length > 0 ? own : parts).flatMap(versionsIn);
  return [...new Set(versions)];
}

function versionsIn(text: string): string[] {
  const after = /\bto versions? (.{1,500})/i.exec(text)?.[1] ?? '';
  return after
    .split(/,\s{0,5}| or | and /)
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter((part) => /^v?\d[\w.+:~-]{0,100}$/.test(part));
}
