import type { Observation } from '#lib/domain/finding/finding.ts';
import type { StandsFor } from '#lib/scanners/contract.ts';
import { knownTraits } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, asStrings, isRecord, type Json, plainText } from '#lib/scanners/shared/text.ts';
import { type Advisory, advisoryNames, cvssOf, cwesOf, startsOfRange, toObservation } from './advisory.ts';

/** What is known of an entry that cannot be read. */
export function advisoryTraits(value: unknown): StandsFor {
  const { url, cves, github_advisory_id } = asRecord(value);
  const known = [asString(github_advisory_id), ...asStrings(asArray(cves))].filter((name) => name !== null);
  const [advisory = null] = advisoryNames({ url: asString(url), cves: known, source: null });
  return knownTraits({ advisory });
}

/**
 * One entry of `advisories` (npm 6, `pnpm audit`, Yarn): it stands for one package already. A text says what is missing.
 * `lockFile`: null where the paths have to tell.
 */
export function readAdvisory(
  entry: Json,
  key: string,
  fixes: ReadonlyMap<string, string>,
  position: string,
  lockFile: string | null = null,
): Observation | string {
  const name = asString(entry.module_name) ?? asString(entry.name);
  if (name === null) return 'no module_name';
  const source = asString(entry.id) ?? key;
  const findings = asArray(entry.findings).filter(isRecord);
  const places = [...new Set(findings.flatMap((finding) => asStrings(finding.paths)))];
  const versions = [
    ...new Set(findings.map((finding) => asString(finding.version)).filter((version) => version !== null)),
  ];
  const githubId = asString(entry.github_advisory_id);
  const patched = asString(entry.patched_versions);
  const advisory: Advisory = {
    package: name,
    version: versions[0] ?? null,
    source,
    url: asString(entry.url),
    cves: [...(githubId === null ? [] : [githubId]), ...asStrings(asArray(entry.cves))],
    title: asString(entry.title) ?? `Vulnerability in ${name}`,
    text: plainText(asString(entry.overview) ?? ''),
    severity: asString(entry.severity),
    cwes: cwesOf(entry.cwe),
    cvss: cvssOf(entry.cvss),
    range: asString(entry.vulnerable_versions),
    fixedVersions: startsOfRange(patched),
    remediation: fixes.get(source) ?? asString(entry.recommendation),
    references: urlsIn(asString(entry.references)),
    direct: places.length === 0 ? null : places.some((place) => isDirect(place, name)),
    manifest: lockFile ?? (places.some((place) => PNPM.test(place)) ? 'pnpm-lock.yaml' : 'package-lock.json'),
    places,
    position,
  };
  return advisoryNames(advisory).length === 0 ? 'no id' : toObservation(advisory);
}

/** npm writes `a>b`; pnpm begins with the project: `.>a>b`, or `apps__web>a>b` for the one in `apps/web`. */
const PNPM = /^(?:\.|[^>@]{1,300}__[^>@]{1,300})>/;

function isDirect(place: string, name: string): boolean {
  return place.replace(PNPM, '') === name;
}

/** What `npm audit fix` would do, by advisory: "Update mocha-jenkins-reporter to 0.3.12". */
export function fixesOf(actions: unknown): Map<string, string> {
  const fixes = new Map<string, string>();
  for (const action of asArray(actions).filter(isRecord)) {
    const verb = asString(action.action);
    const name = asString(action.module);
    const target = asString(action.target);
    if (name === null || target === null || (verb !== 'install' && verb !== 'update')) continue;
    const major = action.isMajor === true ? ' (a major version)' : '';
    const step = verb === 'install' ? `Install ${name}@${target}${major}.` : `Update ${name} to ${target}${major}.`;
    for (const resolved of asArray(action.resolves)) {
      const id = asString(asRecord(resolved).id);
      if (id !== null && !fixes.has(id)) fixes.set(id, step);
    }
  }
  return fixes;
}

function urlsIn(markdown: string | null): string[] {
  return (markdown ?? '').slice(0, 20_000).match(/https?:\/\/[^\s()<>"'\][]{1,1000}/g) ?? [];
}
