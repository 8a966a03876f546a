import type { Subject } from '#lib/domain/finding/finding.ts';
import { asNumber } from '#lib/scanners/shared/text.ts';

export interface ComponentIssue {
  subject: Subject;
  cvss: number | null;
}

/**
 * The Dependency-Check plugin writes its findings into an issue's message:
 * `Filename: teapot-1.0.0.jar | Reference: CVE-2099-1111 | CVSS Score: 7.5 | Category: CWE-20 | Lid opens`.
 * null when the message does not read like that.
 */
export function componentIssue(rule: string, message: string, manifest: string | null): ComponentIssue | null {
  if (!/(?:UsingComponentWithKnownVulnerability|VulnerableDependency)$/.test(rule.slice(0, 300))) return null;
  const fields = new Map<string, string>();
  for (const part of message.slice(0, 20_000).split(' | ')) {
    const colon = part.indexOf(': ');
    if (colon > 0) fields.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 2).trim());
  }
  const file = fields.get('filename');
  const references = fields.get('reference') ?? fields.get('references') ?? '';
  const advisories = [...new Set(references.match(/\b(?:CVE-\d{4}-\d{4,12}|GHSA(?:-[0-9a-z]{4}){3})\b/gi) ?? [])];
  if (file === undefined || advisories.length === 0) return null;
  const score = asNumber(fields.get('cvss score') ?? fields.get('highest cvss score'));
  return {
    subject: {
      category: 'dependency',
      package: packageOf(file),
      advisories,
      fixedVersions: [],
      direct: null,
      manifest,
    },
    cvss: score !== null && score > 0 && score <= 10 ? score : null,
  };
}

/** `name:1.2.3`, or a file `name-1.2.3.jar`. */
function packageOf(file: string): { ecosystem: string; name: string; version: string | null } {
  const name = file.slice(0, 500);
  const colon = /^(.+):([^:/\s]+)$/.exec(name);
  if (colon?.[1] !== undefined && colon[2] !== undefined) {
    return { ecosystem: 'generic', name: colon[1], version: colon[2] };
  }
  const archive = /^(.+?)-(\d[\w.+-]*)\.(?:jar|war|ear)$/.exec(name);
  if (archive?.[1] !== undefined && archive[2] !== undefined) {
    return { ecosystem: 'maven', name: archive[1], version: archive[2] };
  }
  return { ecosystem: 'generic', name, version: null };
}
