'use client';

import { type ReactNode, useRef, useState } from 'react';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { formatNumber } from '#lib/format.ts';
import { ChartTools } from './chart-tools.tsx';
import { keepPicture, type PictureKind, type PictureWords, saveFile } from './picture.ts';
import { type CsvValue, toCsv } from './to-csv.ts';

export interface ChartTable {
  head: readonly string[];
  rows: readonly (readonly CsvValue[])[];
  /** Where each row leads to. */
  hrefs?: readonly string[];
  /** Values as the table shows them, where plain numbers would say less; in the file they are plain. */
  format?: (value: number) => string;
}

export interface ChartFrameProps {
  /** The chart's message, in a sentence when it has one. */
  title: ReactNode;
  note?: ReactNode;
  table: ChartTable;
  /** Name of the CSV file, without its ending. */
  fileName: string;
  legend?: ReactNode;
  /** It can be kept as a picture, with these words. */
  picture?: PictureWords;
  children: ReactNode;
}

const csvOf = (table: ChartTable): Blob => new Blob([toCsv(table.head, table.rows)], { type: 'text/csv' });

function shown(value: CsvValue, digits: number, format?: (value: number) => string): string {
  if (value === null) return 'not known';
  if (typeof value !== 'number') return value;
  return format === undefined ? formatNumber(value, digits) : format(value);
}

/** One decimal for a whole column as soon as one of its numbers has a fraction. */
function digitsOf(table: ChartTable): number[] {
  return table.head.map((_, column) =>
    table.rows.some((row) => typeof row[column] === 'number' && !Number.isInteger(row[column])) ? 1 : 0,
  );
}

function CellValue({ href, children }: { href: string | undefined; children: string }) {
  return href === undefined ? children : <TextLink href={href}>{children}</TextLink>;
}

function DataRows({ table, label }: { table: ChartTable; label: string }) {
  const digits = digitsOf(table);
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          {table.head.map((name, column) => (
            <HeadCell key={name} numeric={column > 0 && typeof table.rows[0]?.[column] !== 'string'}>
              {name}
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <Row key={row.join('\u0000')}>
            {row.map((value, column) => (
              <Cell
                key={table.head[column] ?? column}
                numeric={column > 0 && typeof value !== 'string'}
                className={value === null ? 'text-faint' : undefined}
              >
                <CellValue href={column === 0 ? table.hrefs?.[index] : undefined}>
                  {shown(value, digits[column] ?? 0, table.format)}
                </CellValue>
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** The frame of every chart: title, and its data as a table behind a toggle, as CSV, and as a picture. */
export function ChartFrame({ title, note, table, fileName, legend, picture, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  return (
    <figure ref={figure} className="min-w-0">
      <figcaption className="mb-3">
        <div className="flex items-start justify-between gap-3">
          <h2 className="min-w-0 text-balance font-semibold text-14">{title}</h2>
          <ChartTools
            asTable={asTable}
            onToggle={() => setAsTable(!asTable)}
            onCsv={() => saveFile(`${fileName}.csv`, csvOf(table))}
            {...(picture === undefined
              ? {}
              : { onPicture: (as: PictureKind) => void keepPicture(figure.current, fileName, picture, as) })}
          />
        </div>
        {note === undefined ? null : <p className="max-w-prose text-12 text-faint">{note}</p>}
      </figcaption>
      {asTable ? (
        <ScrollRegion label={`Table of ${fileName}`} className="max-h-80 overflow-y-auto">
          <DataRows table={table} label={`Data of ${fileName}`} />
        </ScrollRegion>
      ) : (
        children
      )}
      {legend === undefined || asTable ? null : <div className="mt-3">{legend}</div>}
    </figure>
  );
}
