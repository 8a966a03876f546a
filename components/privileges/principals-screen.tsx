'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { privilegesQuery } from '#components/queries/privileges.ts';
import { PrivilegeFigures } from '#components/shared/privilege-figures.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { useScope } from '#components/ui/scope.tsx';
import type { PrincipalView } from '#lib/contracts/privilege.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { formatCount } from '#lib/format.ts';
import { Choices } from './choices.tsx';
import { principalParams, readPrivilegeFilters } from './filters.ts';
import { ListScreen } from './list-screen.tsx';
import { Marks, Seen, Who, WRAPS } from './parts.tsx';
import { useSystems } from './systems.tsx';
import { kindsWord, kindWord } from './words.ts';

const DeliverDialog = dynamic(() => import('./deliver/deliver-dialog.tsx'), { ssr: false });

const KINDS = ['human', 'bot', 'app', 'deploy_key', 'token', 'runner', 'service_account', 'workload', 'group'];
const OPTIONS = {
  kind: [{ value: '', label: 'Every kind' }, ...KINDS.map((value) => ({ value, label: kindsWord(value) }))],
  level: [
    { value: '', label: 'Any level' },
    { value: '5', label: 'Admin of something' },
    { value: '3', label: 'Writes something' },
  ],
  unused: [
    { value: '', label: 'Active or not' },
    { value: '90', label: 'Not for 90 days' },
    { value: '365', label: 'Not for a year' },
  ],
} as const;
const LABELS = { kind: 'Kind', level: 'Level', unused: 'Active' } as const;

function Name({ row }: { row: PrincipalView }) {
  return (
    <span className="block min-w-0">
      <Who id={row.id} name={row.name} />
      <span className="block text-12 text-faint">
        {kindWord(row.kind)} · <Breakable text={row.system} />
        {row.owner === null ? '' : ` · of ${row.owner}`}
      </span>
    </span>
  );
}

function Rights({ row }: { row: PrincipalView }) {
  return (
    <span>
      <span className={cn(row.level === 5 ? 'font-medium text-ink' : 'text-soft')}>{levelWord(row.level)}</span>
      <span className="block text-12 text-faint">{formatCount(row.rights, 'right')}</span>
    </span>
  );
}

const COLUMNS: readonly DataColumn<PrincipalView>[] = [
  {
    ...{ id: 'name', header: 'Who', width: '36%' },
    cell: (row) => (
      <span className={WRAPS}>
        <Name row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'level', header: 'May at most', width: '128px' },
    cell: (row) => (
      <span className={WRAPS}>
        <Rights row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'marks', header: 'Of note', hideBelow: 'lg' },
    cell: (row) => (
      <span className={WRAPS}>
        <Marks row={row} />
      </span>
    ),
  },
  { id: 'used', header: 'Last active', width: '112px', numeric: true, cell: (row) => <Seen at={row.last_active} /> },
  {
    ...{ id: 'expires', header: 'Ends', width: '104px', numeric: true, hideBelow: 'md' },
    cell: (row) => <Seen at={row.expires} />,
  },
];

function Card({ row }: { row: PrincipalView }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <div className="flex items-start justify-between gap-3">
        <Name row={row} />
        <span className="shrink-0 text-right">
          <Rights row={row} />
        </span>
      </div>
      <Marks row={row} />
      <span className="text-12 text-faint">
        last active: <Seen at={row.last_active} /> · ends: <Seen at={row.expires} />
      </span>
    </div>
  );
}

const CLEAR = { q: null, kind: null, system: null, level: null, unused: null };

const DeliverButton = ({ onOpen }: { onOpen: () => void }) => (
  <Button size="sm" className="pointer-coarse:h-11" onClick={onOpen}>
    Deliver files
  </Button>
);

interface PrincipalsScreenProps {
  mayDeliver: boolean;
  /** Say for everybody which columns of tables are which. */
  maySave: boolean;
}

/** Whoever may do something, the highest first. */
export function PrincipalsScreen({ mayDeliver, maySave }: PrincipalsScreenProps) {
  const [delivering, setDelivering] = useState(false);
  const [params, change] = useAddress();
  const filters = readPrivilegeFilters((name) => params.get(name));
  const chosen = principalParams(filters);
  const query = useInfiniteQuery(privilegesQuery(useScope(), 'principals', chosen));
  const systems = useSystems();
  const answer =
    systems.length === 0
      ? 'Who may do what, as inventories of your systems say it.'
      : `People, machines, groups and credentials of ${formatCount(systems.length, 'system')}, those who may most first.`;
  return (
    <ListScreen
      title="Privileges"
      label="Principals"
      answer={answer}
      list="principals"
      noun={['principal', 'principals']}
      query={query}
      chosen={chosen}
      onClear={() => change(CLEAR)}
      columns={COLUMNS}
      renderCard={(row) => <Card row={row} />}
      actions={mayDeliver ? <DeliverButton onOpen={() => setDelivering(true)} /> : null}
      choices={
        <>
          <PrivilegeFigures className="mb-6" />
          <Choices
            change={change}
            q={filters.q}
            system={filters.system}
            choices={(['kind', 'level', 'unused'] as const).map((name) => ({
              ...{ name, label: LABELS[name], options: OPTIONS[name], value: filters[name] },
            }))}
          />
        </>
      }
    >
      {delivering ? <DeliverDialog maySave={maySave} onClose={() => setDelivering(false)} /> : null}
    </ListScreen>
  );
}
