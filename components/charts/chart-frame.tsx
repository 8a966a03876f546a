'use client';

import { ChartNoAxesColumn, Download, TableProperties } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { formatNumber } from '#lib/format.ts';
import { type CsvValue, toCsv } from './to-csv.ts';

export interface ChartTable {
  head: readonly string[];
  rows: readonly (readonly CsvValue[])[];
}

export interface ChartFrameProps {
  /** The chart's message, in a sentence when it has one. */
  title: ReactNode;
  note?: ReactNode;
  table: ChartTable;
  /** Name of the CSV file, without its ending. */
  fileName: string;
  legend?: ReactNode;
  children: ReactNode;
}

function download(fileName: string, table: ChartTable): void {
  const url = URL.createObjectURL(new Blob([toCsv(table.head, table.rows)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

function shown(value: CsvValue, digits: number): string {
  if (value === null) return 'not known';
  return typeof value === 'number' ? formatNumber(value, digits) : value;
}

/** One decimal for a whole column as soon as one of its numbers has a fraction. */
function digitsOf(table: ChartTable): number[] {
  return table.head.map((_, column) =>
    table.rows.some((row) => typeof row[column] === 'number' && !Number.isInteger(row[column])) ? 1 : 0,
  );
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
        {table.rows.map((row) => (
          <Row key={row.join('\u0000')}>
            {row.map((value, column) => (
              <Cell
                key={table.head[column] ?? column}
                numeric={column > 0 && typeof value !== 'string'}
                className={value === null ? 'text-faint' : undefined}
              >
                {shown(value, digits[column] ?? 0)}
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** The frame of every chart: title, and its data as a table behind a toggle and as CSV. */
export function ChartFrame({ title, note, table, fileName, legend, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="min-w-0">
      <figcaption className="mb-3 flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-balance font-semibold text-14">{title}</h2>
          {note === undefined ? null : <p className="text-12 text-faint">{note}</p>}
        </div>
        <div className="-mt-1 -mr-1.5 flex shrink-0">
          <IconButton
            size="icon-sm"
            label={asTable ? 'Show as chart' : 'Show as table'}
            title={asTable ? 'Show as chart' : 'Show as table'}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartNoAxesColumn aria-hidden /> : <TableProperties aria-hidden />}
          </IconButton>
          <IconButton
            size="icon-sm"
            label="Download as CSV"
            title="Download as CSV"
            onClick={() => download(fileName, table)}
          >
            <Download aria-hidden />
          </IconButton>
        </div>
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
