import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from '#lib/scanners/shared/decode.ts';
import { type Json, stripHtml } from '#lib/scanners/shared/text.ts';

const TITLE = /<title>\s{0,20}SonarQube [^<]{0,200}Report\s{0,20}<\/title>/i;
const LIMIT = 64 * 1024 * 1024;

/** The page that sonar-report writes for people: its table holds what its JSON does. */
export function isHtmlReport(head: string): boolean {
  return TITLE.test(head.slice(0, 4096));
}

/** The rows of its table, in the words of its JSON. Every cell is text: only the last one holds markup. */
export async function readHtmlReport(source: ReportSource): Promise<Json> {
  const html = await textOf(source);
  const headings = /<th>\s{0,50}Rule\s{0,50}<\/th>\s{0,50}<th>\s{0,50}Severity\s{0,50}<\/th>/i.exec(html);
  if (!/<\/html>\s{0,1000}$/i.test(html.slice(-2000))) throw new ReportError('the page of sonar-report is cut off');
  const page: Json = { sonarComponent: '', rules: {}, issues: [] };
  if (headings === null) return page;
  const table = html.slice(headings.index, indexFrom(html, '</table>', headings.index));
  const rows = elements(table.slice(indexFrom(table, '</thead>', 0)), 'tr').map(rowOf);
  const names = rows.map(({ rule, description }) => [String(rule), { name: description }] as const);
  return { ...page, issues: rows, rules: Object.fromEntries(names) };
}

const COLUMNS = ['rule', 'severity', 'component', 'line', 'description', 'message', 'key', 'status'];

function rowOf(row: string): Json {
  const cells = elements(row, 'td').map(stripHtml);
  return Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index] ?? null]));
}

/** What stands inside each element of that name; by search, so linear. */
function elements(html: string, name: string): string[] {
  const found: string[] = [];
  for (let at = html.indexOf(`<${name}`); at !== -1; at = html.indexOf(`<${name}`, at)) {
    const from = html.indexOf('>', at);
    const to = html.indexOf(`</${name}>`, at);
    if (from === -1 || to < from) break;
    found.push(html.slice(from + 1, to));
    at = to;
  }
  return found;
}

function indexFrom(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from);
  if (at === -1) throw new ReportError(`not a page of sonar-report: ${word} is missing`);
  return at;
}

async function textOf(source: ReportSource): Promise<string> {
  if (source.size > LIMIT) throw new ReportError(`a page larger than the limit of ${LIMIT} bytes`);
  const parts: Buffer[] = [];
  for await (const chunk of utf8Chunks(source)) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}
