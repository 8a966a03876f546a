import { ALL_SCANNERS } from './all.ts';
import { type Outline, ReportError, type Scanner } from './contract.ts';

/** The scanner that recognises the document; null when none does. */
export function detectScanner(outline: Outline, scanners = ALL_SCANNERS): Scanner | null {
  return scanners.find((scanner) => scanner.accepts(outline)) ?? null;
}

/** Scanner by id or alias, spelling of case and separators ignored; null when there is none. */
export function findByClaim(claim: string, scanners = ALL_SCANNERS): Scanner | null {
  const wanted = plain(claim);
  return scanners.find((scanner) => [scanner.id, ...scanner.aliases].some((name) => plain(name) === wanted)) ?? null;
}

/**
 * The scanner that is to parse a document, by its content and what the client claims (null: nothing claimed).
 * A SARIF document may be claimed as the tool that wrote it: `claimMatches` settles that after the parse.
 * Throws ReportError when nothing fits, or content and claim disagree.
 */
export function chooseScanner(outline: Outline, claim: string | null, scanners = ALL_SCANNERS): Scanner {
  const detected = detectScanner(outline, scanners);
  if (claim === null) {
    if (detected !== null) return detected;
    throw new ReportError(`no scanner's report was recognised: ${describeOutline(outline)}`);
  }
  const claimed = findByClaim(claim, scanners);
  if (detected === null) {
    if (claimed?.emptyByClaim && isEmpty(outline)) return claimed;
    const expected = claimed === null ? `no scanner is called ${quote(claim)}` : `not a report of ${claimed.name}`;
    throw new ReportError(`${expected}: ${describeOutline(outline)}`);
  }
  if (detected === claimed || detected.id === 'sarif') return detected;
  throw new ReportError(`claimed as ${quote(claim)}, but this is a report of ${detected.name}`);
}

/** Whether a claim agrees with what was parsed. `tools`: those of the report's parts. */
export function claimMatches(claim: string, scanner: Scanner, tools: readonly string[]): boolean {
  const names = [
    scanner.id,
    ...scanner.aliases,
    [...tools].sort().join('+'),
    ...tools.flatMap((tool) => [tool, ...tool.split('+')]),
  ];
  return names.some((name) => plain(name) === plain(claim));
}

/** What detection looked at, in words, for the person whose report was not recognised. */
export function describeOutline(outline: Outline): string {
  switch (outline.kind) {
    case 'json':
    case 'jsonl':
      return `${outline.kind === 'json' ? 'JSON' : 'JSON lines'}, ${describeValue(outline.value)}`;
    case 'xml':
      return `XML with the root element ${quote(outline.root)}`;
    case 'zip':
      return `a zip archive of ${outline.entries.length} members${listed(outline.entries)}`;
    case 'text':
      return 'neither JSON nor XML nor a zip archive';
  }
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of: ${describeValue(value[0])}`;
  if (value === null) return 'nothing but null';
  if (typeof value !== 'object') return 'a single value';
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with the keys${listed(keys)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(quote).join(', ');
  return names.length === 0 ? '' : ` ${shown}${names.length > 10 ? ', …' : ''}`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function isEmpty(outline: Outline): boolean {
  if (outline.kind !== 'json') return false;
  return outline.value === null || (Array.isArray(outline.value) && outline.value.length === 0);
}
