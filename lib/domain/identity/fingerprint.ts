import type { Observation } from '#lib/domain/finding/finding.ts';

interface TrustedFingerprint {
  /** `null`: whatever scanner writes it, the name stands for one known algorithm. */
  scanners: readonly string[] | null;
  name: string;
  /** The path is not part of the hashed content, so that the fingerprint survives a move to another file. */
  pathFree: boolean;
  /** Behind the last of these characters stands an ordinal, which is given anew here. */
  ordinalAfter: ':' | '_' | null;
  /** What the values of the known algorithm look like; another's under the same name are not believed. */
  shape: RegExp | null;
}

const trust = (
  scanners: readonly string[] | null,
  name: string,
  options: { pathFree: boolean; ordinalAfter?: ':' | '_'; shape?: RegExp },
): TrustedFingerprint => ({
  scanners,
  name,
  pathFree: options.pathFree,
  ordinalAfter: options.ordinalAfter ?? null,
  shape: options.shape ?? null,
});

/**
 * Names that are known to be made of content. Fixed on purpose: guessing from the values of one report would change
 * every key the day the guess flips. Not here, although they exist: column based
 * `primaryLocationStartColumnFingerprint`, commit based ones of Gitleaks, everything that holds a line number.
 */
const TRUSTED: readonly TrustedFingerprint[] = [
  trust(null, 'primaryLocationLineHash', { pathFree: true, ordinalAfter: ':', shape: /^[0-9a-f]{4,64}:\d{1,9}$/i }),
  trust(['semgrep'], 'matchBasedId/v1', { pathFree: false, ordinalAfter: '_' }),
  trust(['semgrep'], 'fingerprint', { pathFree: false, ordinalAfter: '_' }),
  trust(['flawfinder'], 'contextHash/v1', { pathFree: true }),
  trust(['sonarqube', 'sonarcloud', 'sonar'], 'sonar/hash', { pathFree: true }),
  trust(['sonarqube', 'sonarcloud', 'sonar'], 'hash', { pathFree: true }),
  trust(['fortify'], 'fortify/instanceID', { pathFree: false }),
  trust(['fortify'], 'instanceID', { pathFree: false }),
  trust(['brakeman'], 'fingerprint', { pathFree: false }),
  // `0` of Snyk Code changes with the place, `1` is made of features of the code around.
  trust(['snyk', 'snykcode', 'snyk-code'], '1', { pathFree: false }),
  trust(['coverity'], 'mergeKey', { pathFree: false }),
  trust(['checkmarx'], 'similarityId', { pathFree: false }),
  trust(['gitlab-sast'], 'scope_offset_compressed', { pathFree: false }),
  trust(['gitlab-sast'], 'scope_offset', { pathFree: false }),
  trust(['detect-secrets'], 'hashed_secret', { pathFree: true }),
  trust(['ggshield'], 'ignore_sha', { pathFree: true }),
];

// What scanners write where they have nothing to say.
const PLACEHOLDER = /^(?:requires login|none|null|n\/a|unknown|undefined|0*)$/i;

function withoutOrdinal(value: string, separator: ':' | '_' | null): string {
  if (separator === null) return value;
  const end = value.lastIndexOf(separator);
  return end > 0 && /^\d{1,9}$/.test(value.slice(end + 1)) ? value.slice(0, end) : value;
}

/** The first believed fingerprint of an observation, or null. */
export function trustedFingerprint(o: Observation): { value: string; pathFree: boolean } | null {
  for (const entry of TRUSTED) {
    if (!Object.hasOwn(o.fingerprints, entry.name)) continue;
    if (entry.scanners !== null && !entry.scanners.includes(o.scanner)) continue;
    const written = o.fingerprints[entry.name] ?? '';
    if (entry.shape !== null && !entry.shape.test(written)) continue;
    const value = withoutOrdinal(written, entry.ordinalAfter);
    if (!PLACEHOLDER.test(value)) return { value, pathFree: entry.pathFree };
  }
  return null;
}
