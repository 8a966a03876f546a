import type { Confidence, Observation, PackageRef } from '#lib/domain/finding/finding.ts';
import { asNumber, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { severityOf } from './severity.ts';
import type { Target } from './target.ts';

/** A license that Trivy rates: of a package, or of a single file (then the file is the package). */
export function license(item: Json, target: Target): Omit<Observation, 'position'> | null {
  const name = asString(item.Name);
  const file = asString(item.FilePath);
  const owner = asString(item.PkgName) ?? file;
  if (name === null || owner === null) return null;
  const loose = asString(item.PkgName) === null;
  const ref: PackageRef = { ecosystem: loose ? 'generic' : target.ecosystem, name: owner, version: null };
  const { severity, reported } = severityOf(item.Severity);
  const link = asString(item.Link);
  const kind = asString(item.Category) ?? 'unknown';
  return {
    subject: { category: 'license', package: ref, license: name },
    scanner: 'trivy',
    rule: { id: `license-${kind.toLowerCase()}`, name: `License (${kind})`, helpUrl: link },
    title: oneLine(`${owner}: license ${name} (${kind})`),
    message: `The license ${name} of ${owner} is classified as ${kind}.`,
    remediation: null,
    severity,
    severityReported: reported,
    cvss: null,
    confidence: confidenceOf(asNumber(item.Confidence)),
    cwes: [],
    references: link === null ? [] : [link],
    locations: [
      {
        path: file ?? asString(item.PkgPath) ?? null,
        startLine: null,
        endLine: null,
        startColumn: null,
        snippet: null,
        label: target.name || null,
      },
    ],
    trusted: null,
    suppression: null,
  };
}

/** Share of the license text that matched, 0 to 1. */
function confidenceOf(share: number | null): Confidence {
  if (share === null) return 'unknown';
  if (share >= 0.9) return 'high';
  return share >= 0.5 ? 'medium' : 'low';
}
