/** Characters of the filter; file systems take 255 of everything. */
const MOST = 80;

/** Filters that say nothing about which rows they are. */
const SILENT: ReadonlySet<string> = new Set(['format', 'sort']);

const word = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');

/** `plumbline-findings-2026-03-02-open-acme-web.csv`: what is in the file, of which day of the organization, by which filter. */
export function exportFileName(
  list: string,
  filters: Readonly<Record<string, unknown>>,
  { format, day }: { format: string; day: string },
): string {
  const values = Object.entries(filters).flatMap(([name, value]) => {
    if (SILENT.has(name) || value === undefined || value === null) return [];
    return Array.isArray(value) ? value.map(String) : [String(value)];
  });
  const of = values.map(word).filter((text) => text !== '');
  const name = word(['plumbline', list, day, ...of].join('-').slice(0, MOST + 30));
  return `${name}.${format}`;
}
