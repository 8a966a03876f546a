'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { privilegesQuery } from '#components/queries/privileges.ts';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Button } from '#components/ui/button.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ResourceListView } from '#lib/contracts/privilege.ts';
import { Choices } from './choices.tsx';
import { environmentWords } from './environment-words.ts';
import { environmentParams, readPrivilegeFilters } from './filters.ts';
import { ListScreen } from './list-screen.tsx';
import { Unknown, WRAPS } from './parts.tsx';
import { kindsWord, kindWord } from './words.ts';

type ResourceView = ResourceListView['items'][number];

const ProductionDialog = dynamic(() => import('./production-dialog.tsx'), { ssr: false });

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

/** Findings about what tiers share. */
function Shared() {
  const rules = [
    ['secret-in-two-tiers', 'secrets in two tiers'],
    ['runner-shared', 'runners that serve everybody'],
    ['production-any-branch', 'production open to every branch'],
  ];
  return (
    <p className="mb-3 flex flex-wrap items-baseline gap-x-4 text-12 text-soft">
      Shared between tiers:
      {rules.map(([rule, words]) => (
        <TextLink key={rule} href={`/findings?rule=${rule}`} className="touch-target py-1">
          {words}
        </TextLink>
      ))}
    </p>
  );
}

const CLEAR = { q: null, kind: null, production: null, system: null };

/** What production is and why, what protects it, and what it shares with other tiers. */
export function EnvironmentsScreen({ mayChange }: { mayChange: boolean }) {
  const [params, change] = useAddress();
  const [editing, setEditing] = useState(false);
  const filters = readPrivilegeFilters((name) => params.get(name));
  const { q, kind, production, system } = filters;
  const chosen = environmentParams(filters);
  const query = useInfiniteQuery(privilegesQuery(useScope(), 'resources', chosen));
  const noun = nounOf(kind);
  return (
    <ListScreen
      title="Environments"
      answer="What counts as production and why, and what stands between somebody and it."
      list="resources"
      noun={noun}
      query={query}
      chosen={chosen}
      isFiltered={q !== '' || kind !== '' || production || system !== null}
      onClear={() => change(CLEAR)}
      actions={
        <Button size="sm" className="pointer-coarse:h-11" onClick={() => setEditing(true)}>
          What production is
        </Button>
      }
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
      above={<Shared />}
      choices={
        <Choices
          change={change}
          q={q}
          system={system}
          choices={[
            { name: 'kind', label: 'Kind', options: KINDS, value: kind === 'environment' ? '' : kind },
            { name: 'production', label: 'Production', options: SHOW, value: production ? 'true' : '' },
          ]}
        />
      }
    >
      {editing ? <ProductionDialog mayChange={mayChange} onClose={() => setEditing(false)} /> : null}
    </ListScreen>
  );
}

const nounOf = (kind: string): readonly [string, string] => {
  const one = kindWord(kind === '' ? 'environment' : kind);
  return [one, kindsWord(kind === '' ? 'environment' : kind).toLowerCase()];
};
