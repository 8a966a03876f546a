'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { type PrivilegeParams, privilegesQuery } from '#components/queries/privileges.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Button } from '#components/ui/button.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { Select } from '#components/ui/field.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ResourceListView } from '#lib/contracts/privilege.ts';
import { environmentWords } from './environment-words.ts';
import { given, type PrivilegeFilters, readPrivilegeFilters } from './filters.ts';
import { PrivilegesFrame } from './frame.tsx';
import { Nothing } from './nothing.tsx';
import { Unknown, WRAPS } from './parts.tsx';
import { AsOf, SystemChoice, useSystems } from './systems.tsx';
import { kindsWord } from './words.ts';

type ResourceView = ResourceListView['items'][number];

const ProductionDialog = dynamic(() => import('./production-dialog.tsx'), { ssr: false });

export const environmentParams = ({ q, kind, system, production }: PrivilegeFilters): PrivilegeParams =>
  given({ q, kind: kind === '' ? 'environment' : kind, system, production: production ? 'true' : null });

const KINDS = ['environment', 'secret', 'runner_group', 'branch', 'cloud_role', 'safe'].map((value) => ({
  value: value === 'environment' ? '' : value,
  label: kindsWord(value),
}));
const SHOW = [
  { value: '', label: 'Production or not' },
  { value: 'true', label: 'Production' },
];

function Name({ row }: { row: ResourceView }) {
  return (
    <span className="block min-w-0">
      <span className="font-medium">
        <Breakable text={row.name} />
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-faint">
        {row.parent === null ? row.system : `${row.parent.name} · ${row.system}`}
        <Unknown since={row.unknown_since} />
      </span>
    </span>
  );
}

function Why({ row: { production } }: { row: ResourceView }) {
  if (production === null) return <span className="text-faint">not production</span>;
  return (
    <span>
      <Tag>production</Tag>
      <span className="block text-12 text-faint">
        by the pattern <code className="font-mono">{production}</code>
      </span>
    </span>
  );
}

function Protects({ row }: { row: ResourceView }) {
  const words = environmentWords(row.controls);
  if (words.length === 0) return <span className="text-faint">nothing that was told</span>;
  return (
    <ul>
      {words.map((each) => (
        <li key={each} className="text-soft">
          {each}
        </li>
      ))}
    </ul>
  );
}

const COLUMNS: readonly DataColumn<ResourceView>[] = [
  {
    ...{ id: 'name', header: 'What', width: '36%' },
    cell: (row) => (
      <span className={WRAPS}>
        <Name row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'production', header: 'Production', width: '200px' },
    cell: (row) => (
      <span className={WRAPS}>
        <Why row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'controls', header: 'What stands before it', hideBelow: 'md' },
    cell: (row) => (
      <span className={WRAPS}>
        <Protects row={row} />
      </span>
    ),
  },
];

/** What production is and why, what protects it, and what it shares with other tiers. */
export function EnvironmentsScreen({ mayChange }: { mayChange: boolean }) {
  const [params, change] = useAddress();
  const [editing, setEditing] = useState(false);
  const filters = readPrivilegeFilters((name) => params.get(name));
  const query = useInfiniteQuery(privilegesQuery(useScope(), 'resources', environmentParams(filters)));
  const title = useTitleInScope('Environments');
  const systems = useSystems();
  return (
    <PrivilegesFrame
      title={title}
      answer="What counts as production and why, and what stands between somebody and it."
      actions={<Button onClick={() => setEditing(true)}>What production is</Button>}
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox
          label="Search by name"
          placeholder="Search by name"
          value={filters.q}
          onChange={(q) => change({ q: q === '' ? null : q }, 'replace')}
          className="w-full sm:w-56"
        />
        <Select
          aria-label="Kind"
          className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
          options={KINDS}
          value={filters.kind === 'environment' ? '' : filters.kind}
          onChange={({ target }) => change({ kind: target.value === '' ? null : target.value })}
        />
        <Select
          aria-label="Production"
          className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
          options={SHOW}
          value={filters.production ? 'true' : ''}
          onChange={({ target }) => change({ production: target.value === '' ? null : target.value })}
        />
        <SystemChoice value={filters.system} onChange={(system) => change({ system })} />
      </div>
      <p className="mb-3 flex flex-wrap gap-x-4 text-12 text-soft">
        Shared between tiers:
        <TextLink href="/findings?rule=secret-in-two-tiers" className="py-1">
          secrets in two tiers
        </TextLink>
        <TextLink href="/findings?rule=runner-shared" className="py-1">
          runners that serve everybody
        </TextLink>
        <TextLink href="/findings?rule=production-any-branch" className="py-1">
          production open to every branch
        </TextLink>
      </p>
      <PagedTable
        query={query}
        noun="environments"
        moreLabel="Load more"
        empty={
          <Nothing
            isFiltered={filters.q !== '' || filters.kind !== '' || filters.production || filters.system !== null}
            isDelivered={systems.length > 0}
            what="No environment"
            onClear={() => change({ q: null, kind: null, production: null, system: null })}
          />
        }
        label="Environments"
        columns={COLUMNS}
        renderCard={(row) => (
          <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
            <div className="flex items-start justify-between gap-3">
              <Name row={row} />
              <span className="shrink-0 text-right">
                <Why row={row} />
              </span>
            </div>
            <Protects row={row} />
          </div>
        )}
      />
      <AsOf />
      {editing ? <ProductionDialog mayChange={mayChange} onClose={() => setEditing(false)} /> : null}
    </PrivilegesFrame>
  );
}
