'use client';

import { Select } from '#components/ui/field.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { BEYONDTRUST_COLUMNS, type BeyondtrustSection } from '#lib/domain/privilege/beyondtrust/columns.ts';
import type { InventoryMapping } from '#lib/domain/privilege/inventory-mapping.ts';
import { chosen, columnsOf, problemOf, SECTIONS, type ShownColumn, type Table } from './tables.ts';

const sectionWords = (section: string): string => section.replaceAll('_', ' ');

interface ColumnsProps {
  table: Table;
  mapping: InventoryMapping;
  onSection: (section: BeyondtrustSection | null) => void;
  onMapping: (mapping: InventoryMapping) => void;
}

/** What a table is of, what each of its columns is, and how its first rows are read. */
export function Columns({ table, mapping, onSection, onMapping }: ColumnsProps) {
  const { file, section } = table;
  const problem = problemOf(table, mapping);
  const columns = columnsOf(table, mapping);
  return (
    <section aria-label={file.name} className="rounded-card border p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-13 [overflow-wrap:anywhere]">{file.name}</h3>
        <Select
          aria-label={`What ${file.name} is a table of`}
          className="w-48"
          options={[
            { value: '', label: 'A table of…' },
            ...SECTIONS.map((value) => ({ value, label: sectionWords(value) })),
          ]}
          value={section ?? ''}
          onChange={({ target }) => onSection(SECTIONS.find((one) => one === target.value) ?? null)}
        />
      </div>
      {problem === null ? null : (
        <p role="status" className="mt-2 text-13 text-failed [overflow-wrap:anywhere]">
          {problem}
        </p>
      )}
      {section === null || columns.length === 0 ? null : (
        <>
          <ul aria-label={`Columns of ${file.name}`} className="mt-2 border-t">
            {columns.map((column) => (
              <Column
                key={column.id}
                column={column}
                section={section}
                onMember={(member) => onMapping(chosen(mapping, { section, header: column.header, member }))}
              />
            ))}
          </ul>
          <Preview table={table} columns={columns} />
        </>
      )}
    </section>
  );
}

function Column({
  column: { header, member, secret, samples },
  section,
  onMember,
}: {
  column: ShownColumn;
  section: BeyondtrustSection;
  onMember: (member: string | null) => void;
}) {
  return (
    <li className="grid items-center gap-x-3 gap-y-1 border-b py-2 text-13 sm:grid-cols-[minmax(0,1fr)_208px]">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {header === '' ? <span className="text-faint">a column without a name</span> : header}
        <span className="block text-12 text-faint">
          {secret
            ? 'values of secrets: not shown, and never sent'
            : samples.length === 0
              ? 'empty'
              : samples.join(' · ')}
        </span>
      </span>
      <Select
        aria-label={`What ${header} is`}
        disabled={secret || header === ''}
        options={[
          { value: '', label: 'Not read' },
          ...BEYONDTRUST_COLUMNS[section].map((value) => ({ value, label: value })),
        ]}
        value={member ?? ''}
        onChange={({ target }) => onMember(target.value === '' ? null : target.value)}
      />
    </li>
  );
}

/** The first rows as they are read. */
function Preview({ table: { file, rows }, columns }: { table: Table; columns: readonly ShownColumn[] }) {
  const read = columns.flatMap(({ member, secret }, place) => (member === null || secret ? [] : [{ member, place }]));
  if (read.length === 0 || rows.length === 0) return null;
  // Rows of a file have no names: their places are.
  const named = rows.map((row, at) => ({ id: `row ${at}`, row }));
  return (
    <ScrollRegion label={`First rows of ${file.name}`} className="mt-2">
      <table className="w-full text-12">
        <thead>
          <tr className="border-b text-left text-faint">
            {read.map(({ member, place }) => (
              <th key={place} scope="col" className="py-1 pr-3 font-normal">
                {member}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {named.map(({ id, row }) => (
            <tr key={id} className="border-b last:border-b-0">
              {read.map(({ place }) => (
                <td key={place} className="max-w-48 truncate py-1 pr-3">
                  {row[place] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
