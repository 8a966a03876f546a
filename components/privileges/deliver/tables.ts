import { CsvError, CsvParser, type CsvRow } from '#lib/domain/csv/csv-parser.ts';
import { BEYONDTRUST_COLUMNS, type BeyondtrustSection, plainName } from '#lib/domain/privilege/beyondtrust/columns.ts';
import { isValueColumn, matchColumns } from '#lib/domain/privilege/beyondtrust/match-columns.ts';
import type { InventoryMapping } from '#lib/domain/privilege/inventory-mapping.ts';

export const SECTIONS = Object.keys(BEYONDTRUST_COLUMNS) as BeyondtrustSection[];

/** The beginning of a table, as it lies on the person's own machine: nothing of it was sent. */
export interface Table {
  file: File;
  /** Null: its name does not say it, and nobody chose. */
  section: BeyondtrustSection | null;
  header: readonly string[];
  rows: readonly (readonly string[])[];
  /** Why it is none; null: it is one. */
  problem: string | null;
}

/** Rows that are shown. */
const SHOWN = 5;
const HEAD = 256 * 1024;

export const isTable = ({ name }: File): boolean => /\.(?:csv|tsv|txt)$/i.test(name);

/** `Managed Accounts (all) 2026-03.csv`: as Plumbline itself knows a table by its name. */
export const sectionOf = (name: string): BeyondtrustSection | null =>
  SECTIONS.find((section) => plainName(name).startsWith(plainName(section))) ?? null;

/** Reads the header and the first rows of a file. */
export async function readTable(file: File): Promise<Table> {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const known = { file, section: sectionOf(file.name) };
  try {
    const [header = null, ...rows] = headOf(textOf(bytes), file.size <= HEAD);
    if (header === null) return { ...known, header: [], rows: [], problem: 'The file is empty.' };
    return { ...known, header: header.cells, rows: rows.map(({ cells }) => cells), problem: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem = `This is no table: ${error.message}, ${error.position}.`;
    return { ...known, header: [], rows: [], problem };
  }
}

/** By its first bytes: spreadsheets write UTF-16 too. */
function textOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function headOf(text: string, isWhole: boolean): CsvRow[] {
  const parser = new CsvParser();
  const rows: CsvRow[] = [];
  const take = (from: Iterable<CsvRow>): void => {
    for (const row of from) {
      if (rows.length > SHOWN) return;
      rows.push(row);
    }
  };
  take(parser.push(text));
  // What is cut off is no row.
  if (isWhole && rows.length <= SHOWN) take(parser.end());
  return rows;
}

export interface ShownColumn {
  /** Its place, as a name. */
  id: string;
  header: string;
  /** What it is read as; null: it is not read. */
  member: string | null;
  /** It holds values of secrets, of which none is shown. */
  secret: boolean;
  samples: string[];
}

/** Each column with what it is read as, and some of what is in it. */
export function columnsOf({ section, header, rows }: Table, mapping: InventoryMapping): ShownColumn[] {
  const names = section === null ? [] : matchColumns(header, section, mapping[section] ?? {}).names;
  return header.map((name, place) => {
    const secret = isValueColumn(name);
    const cells = rows.map((row) => row[place]?.trim() ?? '').filter((cell) => cell !== '');
    const samples = secret ? [] : [...new Set(cells)].slice(0, 3);
    return { id: `column ${place}`, header: name, member: names[place] ?? null, secret, samples };
  });
}

/** Why a table cannot be delivered as it is; null: it can. */
export function problemOf(table: Table, mapping: InventoryMapping): string | null {
  if (table.problem !== null) return table.problem;
  if (table.section === null) return 'Say what it is a table of.';
  const { values, missing, needed } = matchColumns(table.header, table.section, mapping[table.section] ?? {});
  if (values.length > 0) return `It has a column of values, ${values.join(', ')}: leave it out of the report.`;
  if (missing.length > 0) return `It has no column ${missing.join(', ')}: say which one it is now.`;
  return needed.length > 0 ? `Say which column is ${needed.join(' or ')}.` : null;
}

/** The mapping in which a column of a section is read as this member, and no other as it; null: it is not read. */
export function chosen(
  mapping: InventoryMapping,
  { section, header, member }: { section: BeyondtrustSection; header: string; member: string | null },
): InventoryMapping {
  const kept = Object.entries(mapping[section] ?? {}).filter(([name, column]) => name !== member && column !== header);
  return { ...mapping, [section]: Object.fromEntries(member === null ? kept : [...kept, [member, header]]) };
}

/** Of a mapping what tables in the choice need: a header that no table has would refuse them. */
export function mappingFor(tables: readonly Table[], mapping: InventoryMapping): InventoryMapping {
  const sections = new Set(tables.flatMap(({ section }) => section ?? []));
  return Object.fromEntries(
    Object.entries(mapping).filter(
      ([section, members]) => sections.has(section as BeyondtrustSection) && Object.keys(members).length > 0,
    ),
  );
}

/** The name under which a table is known as what it is of. */
export const nameFor = ({ file: { name }, section }: Table): string =>
  section === null || sectionOf(name) === section ? name : `${section} ${name}`;
