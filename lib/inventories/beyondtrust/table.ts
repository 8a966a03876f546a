import type { BeyondtrustSection } from '#lib/domain/privilege/beyondtrust/columns.ts';
import { matchColumns } from '#lib/domain/privilege/beyondtrust/match-columns.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import type { Json } from '#lib/scanners/shared/text.ts';
import { readCsv } from '../shared/csv.ts';
import type { Row } from '../shared/section.ts';

const FLAGS = /(?:Flag|Enabled)$|^Is/;

/**
 * The rows of a report's table. Its columns are those of the API in any spelling, those of usual names, or those that the
 * sender says: `mapping` has the header of the table for each member.
 * @throws ReportError for a header in which no account, group or user is named, and for a row of another width
 */
export async function readTable(
  text: string,
  section: BeyondtrustSection,
  mapping: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let header: (string | null)[] | null = null;
  for await (const { cells, number, line } of readCsv(sourceFromBytes(text))) {
    if (header === null) {
      header = headerOf(cells, section, mapping);
      continue;
    }
    const position = `${section} row ${number} (line ${line})`;
    if (cells.length !== header.length) {
      throw new ReportError(
        `a row has ${cells.length} values, and the header ${header.length} columns: are they shifted?`,
        position,
      );
    }
    const value: Json = {};
    for (const [index, name] of header.entries()) {
      const cell = cells[index]?.trim() ?? '';
      if (name !== null && cell !== '') value[name] = FLAGS.test(name) ? flagOf(cell) : cell;
    }
    rows.push({ value, position, list: '' });
  }
  return rows;
}

function flagOf(cell: string): boolean | string {
  if (/^(?:yes|y|true|1|enabled|on)$/i.test(cell)) return true;
  return /^(?:no|n|false|0|disabled|off)$/i.test(cell) ? false : cell;
}

function headerOf(cells: readonly string[], section: BeyondtrustSection, mapping: Readonly<Record<string, string>>) {
  const { names, values, missing, needed } = matchColumns(cells, section, mapping);
  const position = `${section} line 1`;
  if (values.length > 0) {
    throw new ReportError(`the table has a column of values, ${values.join(', ')}: leave it out`, position);
  }
  if (missing.length > 0) throw new ReportError(`the table has no column ${missing.join(', ')}`, position);
  if (needed.length > 0) {
    throw new ReportError(
      `the header names no ${needed.join(' and no ')}: say with mapping which column it is`,
      position,
    );
  }
  return names;
}
