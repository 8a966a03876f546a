'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { ALL_ENTRIES, type AuditFilters, auditExportHref, auditQuery } from '#components/queries/audit.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { AuditListView } from '#lib/contracts/audit.ts';
import { COLUMNS, EntryCard } from './columns.tsx';
import { readAuditFilters } from './filters.ts';
import { Toolbar } from './toolbar.tsx';

const isFiltered = (filters: AuditFilters): boolean => Object.values(filters).some((value) => value !== null);

function Empty({ filters, onClear }: { filters: AuditFilters; onClear: () => void }) {
  if (!isFiltered(filters)) return <EmptyState kind="no-scan-yet" title="Nothing was recorded yet" />;
  return (
    <EmptyState
      kind="filtered-out"
      title="No entry matches these filters"
      action={<Button onClick={onClear}>Show all entries</Button>}
    />
  );
}

const listed = ({ items, ...page }: AuditListView) => ({
  ...page,
  items: items.map((entry) => ({ ...entry, id: String(entry.sequence) })),
});

/** The audit log, for those who may read it. */
export function AuditScreen({ today }: { today: string }) {
  const [params, change] = useAddress();
  const filters = readAuditFilters((name) => params.get(name));
  const clear = () => change({ ...ALL_ENTRIES });
  const query = useInfiniteQuery({
    ...auditQuery(filters),
    select: ({ pages, pageParams }) => ({ pages: pages.map(listed), pageParams }),
  });
  return (
    <>
      <PageHead
        title="Audit log"
        answer={
          <>
            Who did what, newest first. Entries are never changed or removed; the command{' '}
            <code className="font-mono text-13">plumbline audit verify</code> checks that.
          </>
        }
        actions={
          <a href={auditExportHref(filters)} download className={buttonClass()}>
            <Download aria-hidden /> Export
          </a>
        }
      />
      <Toolbar today={today} filters={filters} onChange={change} />
      <PagedTable
        query={query}
        noun="entries"
        moreLabel="Load older entries"
        empty={<Empty filters={filters} onClear={clear} />}
        label="Audit log"
        columns={COLUMNS}
        renderCard={(row) => <EntryCard entry={row} />}
      />
    </>
  );
}
