import type { FindingView } from '#lib/contracts/finding.ts';
import { formatDate, formatList } from '#lib/format.ts';

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

function placeWords({ path, line }: FindingView['finding']): string {
  if (path === null) return '';
  return line === null ? ` in ${path}` : ` in ${path}, line ${line}`;
}

function packageSentence({ finding, evidence, osv }: FindingView): string {
  const version = finding.package_version === null ? '' : ` ${finding.package_version}`;
  const because = finding.advisory ?? finding.rule;
  if (finding.exploit === 'malicious')
    return `${finding.package}${version} is malicious, says ${osv?.malicious?.id ?? because}: remove it.`;
  const reported = unique(evidence.flatMap((one) => one.fixed_versions));
  const fixed = reported.length > 0 ? reported : (osv?.fixed_versions ?? []);
  const image = finding.image === null ? '' : ` in ${finding.image}`;
  const way = fixed.length === 0 ? 'no fixed version is known' : `fixed in ${formatList(fixed)}`;
  return `${finding.package}${version}${image} is affected by ${because}; ${way}.`;
}

function addressOf(evidence: FindingView['evidence']): string {
  const label = evidence.flatMap((one) => one.locations).find((at) => at.label !== null)?.label;
  return label ? `, at ${label}` : '';
}

/** What it is, in one sentence made of facts only. */
export function whatItIs(view: FindingView): string {
  const { finding, evidence } = view;
  const scanners = formatList(unique(evidence.map((one) => one.scanner)));
  const who = scanners === '' ? finding.scanner : scanners;
  const where = placeWords(finding);
  switch (finding.category) {
    case 'dependency':
    case 'container':
      return finding.package === null ? `${who} reports ${finding.rule}${where}.` : packageSentence(view);
    case 'license':
      return `The license of ${finding.package ?? 'a package'} is not one that ${who} allows${where}.`;
    case 'secret':
      return `${who} found a secret${where}. Deleting it is not enough: whoever saw it can use it until it is revoked.`;
    case 'iac':
      return `What is declared${where} breaks ${finding.rule}, says ${who}.`;
    case 'dast':
      return `${who} saw this in the running application${addressOf(evidence)}.`;
    case 'pipeline':
      return `The pipeline${where} breaks ${finding.rule}, says ${who}.`;
    case 'privilege':
      return `${who} reports a privilege that should not be there: ${finding.rule}.`;
    case 'sast':
    case 'quality':
      return `The code${where} matches ${finding.rule}, says ${who}.`;
  }
}

/** A step without a name is known by its place, which our own rules count from 0, and people from 1. */
export const stepWords = (step: string, scanner: string): string =>
  scanner === 'plumbline-workflows' && /^\d{1,6}$/.test(step) ? `number ${Number(step) + 1}, without a name` : step;

const plain = (text: string): string => text.trim().replace(/[.:]$/, '').toLowerCase();

/** What a scanner's message says beyond the title that stands above it; '' where it says nothing more. */
export function beyondTitle(message: string, title: string): string {
  const text = message.trim();
  if (plain(title).includes(plain(text))) return '';
  const rest = text.toLowerCase().startsWith(title.toLowerCase()) ? text.slice(title.length) : text;
  // A title that is the beginning of a sentence cannot be taken off it.
  return rest === text || !(/[.!?]$/.test(title) || /^\s*\n|^\.\s/.test(rest)) ? text : rest.replace(/^[.\s]+/, '');
}

/** Who says that it is this severe: the scanners that report it so, or a person when none does. */
export function severitySource({ finding, evidence, osv }: FindingView): string {
  const rated = osv?.severity ?? null;
  if (rated !== null && rated.value === finding.severity) {
    return `says OSV, ${rated.id} of ${formatDate(rated.modified_at)}; no report states one`;
  }
  const present = evidence.filter((one) => one.present);
  const said = (present.length > 0 ? present : evidence).filter((one) => one.severity === finding.severity);
  if (said.length === 0) return 'set by a person';
  return `as ${formatList(unique(said.map((one) => one.scanner)))} ${said.length === 1 ? 'reports' : 'report'} it`;
}
