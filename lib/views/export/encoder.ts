import { type CsvValue, csvRow } from '#lib/domain/export/csv-row.ts';

/** Rows → text, page by page. */
export interface Encoder<T> {
  begin: () => string;
  page: (rows: readonly T[]) => string;
  end: () => string;
}

/** A column's name, and what stands in it. */
export type Columns<T> = Readonly<Record<string, (row: T) => CsvValue>>;

export function csvEncoder<T>(columns: Columns<T>): Encoder<T> {
  const cells = Object.values(columns);
  return {
    begin: () => csvRow(Object.keys(columns)),
    page: (rows) => rows.map((row) => csvRow(cells.map((cell) => cell(row)))).join(''),
    end: () => '',
  };
}

/** Items of a JSON array, a line each: whole lines can be read by themselves, and a torn file is no JSON. */
export function arrayItems<T>(write: (row: T) => string): (rows: readonly T[]) => string {
  let isFirst = true;
  return (rows) =>
    rows
      .map((row) => {
        const text = `${isFirst ? '' : ','}\n${write(row)}`;
        isFirst = false;
        return text;
      })
      .join('');
}

export function jsonEncoder<T>(): Encoder<T> {
  return { begin: () => '[', page: arrayItems((row) => JSON.stringify(row)), end: () => '\n]\n' };
}
