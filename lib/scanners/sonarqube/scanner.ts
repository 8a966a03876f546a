import type { Category, Observation } from '#lib/domain/finding/finding.ts';
import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { type JsonItem, readJson } from '#lib/scanners/shared/json.ts';
import { everything, onePart } from '#lib/scanners/shared/parts.ts';
import { asArray, asString, isRecord } from '#lib/scanners/shared/text.ts';
import { openZip } from '#lib/scanners/shared/zip.ts';
import { exportedFindings, readExported } from './export.ts';
import { isHotspotAnswer, readHotspotAnswer } from './hotspot-page.ts';
import { isHtmlReport, readHtmlReport } from './html.ts';
import { readIssue } from './issue.ts';
import { expectedTotal, failureOf, isPage, NO_PAGE, type Page, readPage } from './page.ts';

const ISSUES = ['issues[]', '[].issues[]'];
const HOTSPOTS = ['hotspots[]', '[].hotspots[]'];
const CUTS = [...ISSUES, ...HOTSPOTS];

/**
 * Answers of `api/issues/search`, `api/hotspots/search` and `api/hotspots/show`: one, a list of them, or a zip; the JSON
 * and the page of sonar-report.
 */
export const scanner: Scanner = {
  id: 'sonarqube',
  name: 'SonarQube',
  aliases: ['sonar', 'sonarcloud', 'sonarqube-hotspots', 'sonar-report'],
  categories: ['sast', 'quality', 'dependency'],
  docsUrl: 'https://docs.sonarsource.com/sonarqube-server/extension-guide/web-api/',
  // The list of an export.
  emptyByClaim: true,
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind === 'zip') {
    const files = outline.entries.filter(isPageFile);
    return files.length > 0 && files.every((name) => /\.json$/i.test(name));
  }
  if (outline.kind === 'text') return isHtmlReport(outline.head);
  if (outline.kind !== 'json') return false;
  if (isRecord(outline.value) && failureOf(outline.value) !== null) return true;
  if (exportedFindings(outline.value) !== null) return true;
  const pages = Array.isArray(outline.value) ? outline.value : [outline.value];
  return pages.some((page) => isRecord(page) && (isPage(page) || isHotspotAnswer(page)));
}

/** Not folders, nor what a Mac puts into every archive. */
function isPageFile(name: string): boolean {
  return !name.endsWith('/') && !name.startsWith('__MACOSX/') && !/(?:^|\/)\.DS_Store$/.test(name);
}

/** What is gathered over all pages of all files. */
interface Progress {
  pages: { issues: Page[]; hotspots: Page[] };
  received: { issues: number; hotspots: number };
  seen: Set<string>;
  /** Hotspots that came one by one. */
  single: boolean;
  categories: Set<Category>;
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const progress: Progress = {
    pages: { issues: [], hotspots: [] },
    received: { issues: 0, hotspots: 0 },
    seen: new Set(),
    single: false,
    categories: new Set<Category>(['sast']),
  };
  const head = Buffer.from(await source.slice(0, Math.min(4096, source.size))).toString('latin1');
  // In UTF-16 a zero stands beside each letter.
  if (isHtmlReport(head.replaceAll('\0', ''))) return readHtml(source, progress, sink);
  if (head.startsWith('PK')) {
    const archive = await openZip(source);
    const files = archive.entries.filter(isPageFile);
    if (files.length === 0) throw new ReportError('the archive is empty');
    for (const name of files) await readFile(await archive.source(name), name, progress, sink);
  } else await readFile(source, null, progress, sink);
  return summaryOf(progress);
}

async function readHtml(source: ReportSource, progress: Progress, sink: Sink): Promise<ReportSummary> {
  const report = await readHtmlReport(source);
  const page = readPage(report);
  progress.pages.issues.push(page);
  asArray(report.issues).forEach((issue, index) => {
    readItem(issue, page, false, `row ${index + 1}`, progress, sink);
  });
  return summaryOf(progress);
}

function summaryOf(progress: Progress): ReportSummary {
  return onePart({
    // Exports of hotspots alone replace one another, and must not close what an export of issues brought.
    scanner: progress.pages.issues.length === 0 ? 'sonarqube-hotspots' : 'sonarqube',
    categories: [...progress.categories].sort(),
    gaps: [
      gap('issues', progress),
      gap('hotspots', progress),
      progress.single ? 'The report holds single hotspots: SonarQube may have others.' : null,
    ].flatMap((reason) => (reason === null ? [] : everything(reason))),
  });
}

function gap(kind: 'issues' | 'hotspots', { pages, received }: Progress): string | null {
  const expected = expectedTotal(pages[kind]);
  if (expected === null || expected <= received[kind]) return null;
  return `SonarQube has ${expected} ${kind} but the report holds ${received[kind]} (a page is missing, or the search's limit of 10,000 was reached).`;
}

async function readFile(source: ReportSource, file: string | null, progress: Progress, sink: Sink): Promise<void> {
  const document = await readJson(source, { cuts: [], passOver: CUTS, onItem: () => {} });
  const empty = file === null && (document === null || (Array.isArray(document) && document.length === 0));
  const exported = empty ? [] : exportedFindings(document);
  if (exported !== null) return readExport(exported, file, progress, sink);
  const pages = pagesOf(document, file, progress);
  const onItem = ({ cut, value, indices, position }: JsonItem): void => {
    const page = pages[cut.startsWith('[]') ? (indices[0] ?? 0) : 0];
    if (page === undefined) return;
    const hotspot = HOTSPOTS.includes(cut);
    progress.received[hotspot ? 'hotspots' : 'issues']++;
    readItem(value, page, hotspot, file === null ? position : `${file}: ${position}`, progress, sink);
  };
  await readJson(source, { cuts: CUTS, onItem });
  const answers = Array.isArray(document) ? document : [document];
  answers.forEach((answer: unknown, index) => {
    if (!isRecord(answer) || !isHotspotAnswer(answer)) return;
    const position = [file, `[${index}]`].filter((part) => part !== null).join(': ');
    progress.single = true;
    keep(readHotspotAnswer(answer, position), answer, position, progress, sink);
  });
}

function readExport(findings: readonly unknown[], file: string | null, progress: Progress, sink: Sink): void {
  progress.pages.issues.push(NO_PAGE);
  findings.forEach((finding, index) => {
    const position = [file, `[${index}]`].filter((part) => part !== null).join(': ');
    const found = isRecord(finding) ? readExported(finding, position) : 'not an object';
    keep(found, finding, position, progress, sink);
  });
}

function readItem(
  value: unknown,
  page: Page,
  hotspot: boolean,
  position: string,
  progress: Progress,
  sink: Sink,
): void {
  const found = isRecord(value) ? readIssue(value, page, hotspot, position) : 'not an object';
  keep(found, value, position, progress, sink);
}

function keep(
  found: Observation | string | null,
  value: unknown,
  position: string,
  progress: Progress,
  sink: Sink,
): void {
  if (typeof found === 'string') sink.skipped({ position, reason: found });
  if (found === null || typeof found === 'string' || !isRecord(value)) return;
  // Issues move between pages while they are fetched, so that one may be on two of them.
  const key = asString(value.key);
  const identity = [key, found.rule.id, found.message, found.locations[0]?.startLine].join('\n');
  if (key !== null && progress.seen.has(identity)) return;
  progress.seen.add(identity);
  progress.categories.add(found.subject.category);
  sink.observation(found);
}

function pagesOf(document: unknown, file: string | null, progress: Progress): Page[] {
  const list = Array.isArray(document) ? document : [document];
  if (list.length === 0) throw new ReportError('not a SonarQube export: an empty list', file);
  return list.map((page: unknown, index) => {
    const position = [file, Array.isArray(document) ? `[${index}]` : null].filter((part) => part !== null).join(': ');
    if (!isRecord(page)) throw new ReportError('not a SonarQube export: an object was expected', position || null);
    const failure = failureOf(page);
    if (failure !== null) throw new ReportError(`SonarQube answered: ${failure}`, position || null);
    if (isHotspotAnswer(page)) return NO_PAGE;
    const { issues, hotspots } = page;
    if (!Array.isArray(issues) && !Array.isArray(hotspots)) {
      throw new ReportError('not a SonarQube export: neither a list of issues nor of hotspots', position || null);
    }
    const known = readPage(page);
    if (Array.isArray(issues)) progress.pages.issues.push(known);
    if (Array.isArray(hotspots)) progress.pages.hotspots.push(known);
    return known;
  });
}
