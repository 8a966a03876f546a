import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type DataColumn, DataTable, type DataTableProps } from './data-table.tsx';

interface Row {
  id: string;
  name: string;
}

const COLUMNS: readonly DataColumn<Row>[] = [
  { id: 'name', header: 'Name', phone: 'max-sm:col-span-2', cell: ({ name }) => name },
  { id: 'id', header: 'Id', numeric: true, hideBelow: 'lg', cell: ({ id }) => `#${id}` },
];

const body = (props: Pick<DataTableProps<Row>, 'renderCard' | 'phoneGrid'>): string => {
  const rows = [{ id: '7', name: 'acme/web' }];
  const table = <DataTable label="Things" rows={rows} rowId={({ id }) => id} columns={COLUMNS} {...props} />;
  return renderToStaticMarkup(table).replace(/^.*<tbody/, '<tbody');
};

const cellsOf = (html: string) =>
  [...html.matchAll(/<td class="([^"]*)">([^<]*)/g)].map(([, look, text]) => [text, look]);

describe('a row of a table', () => {
  it('is drawn once where its cells are its card too: each stands where its column says, or not at all', () => {
    const html = body({ phoneGrid: 'max-sm:grid-cols-[1fr_auto]' });
    expect(cellsOf(html)).toEqual([
      ['acme/web', 'sm:h-(--row) sm:truncate sm:px-2 max-sm:col-span-2'],
      ['#7', 'sm:h-(--row) sm:truncate sm:px-2 sm:text-right max-sm:hidden sm:max-lg:hidden'],
    ]);
    expect(html).toMatch(/<tr [^>]*class="[^"]*max-sm:grid [^"]*max-sm:grid-cols-\[1fr_auto\]/);
    expect(html).not.toContain('max-sm:flex');
  });

  it('has a card of its own beside its cells elsewhere, and either is hidden where the other is seen', () => {
    const html = body({ renderCard: ({ name }) => `Card of ${name}` });
    expect(cellsOf(html)).toEqual([
      ['acme/web', 'h-(--row) truncate px-2 max-sm:hidden'],
      ['#7', 'h-(--row) truncate px-2 text-right tabular-nums max-sm:hidden sm:max-lg:hidden'],
      ['Card of acme/web', 'min-w-0 flex-1 py-2.5 pr-4 sm:hidden pl-4'],
    ]);
    expect(html).not.toContain('max-sm:grid');
  });
});
