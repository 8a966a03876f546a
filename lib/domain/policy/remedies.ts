import { targetVersion } from '#lib/domain/action/target.ts';
import type { GateFinding } from './gate.ts';

/** A finding with what its package is compared by. */
export interface DetailedFinding extends GateFinding {
  ecosystem: string | null;
  /** Versions that fix it, lowest first. */
  fixes: readonly string[];
}

const MOST_SAID = 5;

/** What to do so that a rule no longer counts these findings, a sentence each: one for all findings of one package. */
export function remediesOf(findings: readonly DetailedFinding[], count: number): string[] {
  const said = new Map<string, DetailedFinding[]>();
  for (const finding of findings) {
    const key =
      finding.package === null ? `${finding.category} ${finding.number}` : `${finding.category} ${finding.package}`;
    said.set(key, [...(said.get(key) ?? []), finding]);
  }
  const sentences = [...said.values()].map(remedyOf);
  const shown = sentences.slice(0, MOST_SAID);
  const left = sentences.length - shown.length + count - findings.length;
  return left > 0 ? [...shown, `The same for ${left} more.`] : shown;
}

function remedyOf(findings: readonly DetailedFinding[]): string {
  const [first] = findings;
  if (first === undefined) return '';
  const at = placeOf(first);
  switch (first.category) {
    case 'dependency':
    case 'container':
    case 'license':
      return upgradeOf(first, findings);
    case 'secret':
      return `Remove the secret${at} and rotate it: whoever has seen the code can use it until then.`;
    case 'sast':
    case 'quality':
      return `Change the code${at} so that ${first.rule} no longer reports it.`;
    case 'iac':
    case 'pipeline':
      return `Change the settings${at} so that ${first.rule} passes.`;
    case 'dast':
      return `Change the application so that ${first.rule} no longer reports it, and deploy it where the scanner looks.`;
    case 'privilege':
      return `Take away the privilege that ${first.rule} reports.`;
  }
}

function placeOf({ path, line }: GateFinding): string {
  if (path === null) return '';
  return line === null ? ` in ${path}` : ` at ${path}:${line}`;
}

function upgradeOf(first: DetailedFinding, findings: readonly DetailedFinding[]): string {
  const name = first.package ?? 'the package';
  if (first.category === 'license') return `Replace ${name}, or have its license allowed.`;
  const fixes = findings.map((finding) => finding.fixes).filter((list) => list.length > 0);
  if (fixes.length === 0) {
    const what = first.advisory === null ? '' : ` for ${first.advisory}`;
    return `No version of ${name} has a fix${what} yet: do without it, or ask for an exception.`;
  }
  const target = targetVersion(fixes, first.version, first.ecosystem);
  const from = first.version === null ? '' : ` from ${first.version}`;
  return target === null
    ? `Upgrade ${name}${from} to a version without these problems.`
    : `Upgrade ${name}${from} to ${target}.`;
}

/** The version that fixes one finding; null where none is known. */
export function fixOf({ fixes, version, ecosystem, category }: DetailedFinding): string | null {
  if (fixes.length === 0 || category === 'license') return null;
  return targetVersion([fixes], version, ecosystem);
}
