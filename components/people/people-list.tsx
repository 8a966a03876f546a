'use client';

import { PagedTable, type PagedTableProps } from '#components/shared/paged-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { UserRow } from '#lib/contracts/user.ts';
import { RoleSelect } from './role-select.tsx';

export interface ListedPerson {
  id: string;
  person: UserRow;
}

export interface PeopleListProps {
  query: PagedTableProps<ListedPerson>['query'];
  /** Id of the person who looks. */
  self: number | null;
  onManage: (person: UserRow) => void;
  /** Takes all filters away. */
  onClear: () => void;
}

function Name({ person, self }: { person: UserRow; self: number | null }) {
  return (
    <span className="block min-w-0 py-1.5">
      <span className="flex min-w-0 items-center gap-2">
        <span
          title={person.name}
          className={cn('truncate font-medium', person.state === 'disabled' && 'text-faint line-through')}
        >
          {person.name}
        </span>
        {person.id === self ? <Tag>you</Tag> : null}
      </span>
      <span className="block truncate text-12 text-faint" title={person.email}>
        {person.email}
      </span>
      {person.wanted_email === null ? null : (
        <span className="block truncate text-12 text-soft" title={person.wanted_email}>
          wants {person.wanted_email}
        </span>
      )}
    </span>
  );
}

function State({ person }: { person: UserRow }) {
  if (person.disabled_at === null) return <Tag>{person.state}</Tag>;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Tag>disabled</Tag>
      <RelativeTime at={person.disabled_at} className="text-12 text-faint" />
    </span>
  );
}

const LastSeen = ({ person }: { person: UserRow }) =>
  person.last_seen_at === null ? <span className="text-faint">never</span> : <RelativeTime at={person.last_seen_at} />;

/** One's own role and access are for others to change. */
function RoleOf({ person, self }: { person: UserRow; self: number | null }) {
  return person.id === self ? (
    <span className="px-2.5">{person.role ?? 'unknown'}</span>
  ) : (
    <RoleSelect person={person} />
  );
}

function Manage({ person, self, onManage }: { person: UserRow } & Pick<PeopleListProps, 'self' | 'onManage'>) {
  if (person.id === self) return null;
  return (
    <Button size="sm" variant="ghost" aria-label={`Manage ${person.email}`} onClick={() => onManage(person)}>
      Manage
    </Button>
  );
}

function columnsFor(acting: Pick<PeopleListProps, 'self' | 'onManage'>): DataColumn<ListedPerson>[] {
  return [
    { id: 'person', header: 'Person', cell: ({ person }) => <Name person={person} self={acting.self} /> },
    { id: 'role', header: 'Role', width: '148px', cell: ({ person }) => <RoleOf person={person} self={acting.self} /> },
    { id: 'state', header: 'State', width: '132px', cell: ({ person }) => <State person={person} /> },
    {
      id: 'seen',
      header: 'Last seen',
      numeric: true,
      width: '92px',
      cell: ({ person }) => <LastSeen person={person} />,
    },
    {
      ...{ id: 'manage', header: 'Manage', hiddenHeader: true, numeric: true, width: '96px' },
      cell: ({ person }) => <Manage person={person} {...acting} />,
    },
  ];
}

function cardFor(acting: Pick<PeopleListProps, 'self' | 'onManage'>) {
  return ({ person }: ListedPerson) => (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-start justify-between gap-3">
        <Name person={person} self={acting.self} />
        <Manage person={person} {...acting} />
      </div>
      <div className="flex items-center justify-between gap-3 text-12 text-soft">
        <span className="w-36 shrink-0">
          <RoleOf person={person} self={acting.self} />
        </span>
        <span className="flex min-w-0 flex-wrap items-center justify-end gap-x-3">
          <State person={person} />
          <span>
            seen <LastSeen person={person} />
          </span>
        </span>
      </div>
    </div>
  );
}

/** A page of people after the other, by name. */
export function PeopleList({ query, self, onManage, onClear }: PeopleListProps) {
  const acting = { self, onManage };
  return (
    <PagedTable
      query={query}
      noun="people"
      moreLabel="Load more people"
      auto
      empty={
        <EmptyState
          kind="filtered-out"
          title="Nobody matches these filters"
          action={<Button onClick={onClear}>Show everybody</Button>}
        />
      }
      label="People"
      rowName={({ person }) => person.email}
      columns={columnsFor(acting)}
      renderCard={cardFor(acting)}
      rowHeight={53}
    />
  );
}
