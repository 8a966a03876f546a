'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { teamHref } from '#components/queries/addresses.ts';
import { teamsQuery } from '#components/queries/teams.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TeamRow } from '#lib/contracts/team.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { DevelopersSee } from './developers-see.tsx';

const CreateTeam = dynamic(() => import('./create-team.tsx'), { ssr: false });

type Listed = TeamRow & { id: string };

function Name({ team }: { team: TeamRow }) {
  return (
    <span className="block min-w-0 py-1.5">
      <span className="flex min-w-0 items-center gap-2">
        <TextLink quiet href={teamHref(team.slug)} className="truncate font-medium" title={team.name}>
          {team.name}
        </TextLink>
        {team.demo ? <Tag>demo</Tag> : null}
      </span>
      <span className="block truncate text-12 text-faint" title={team.slug}>
        {team.slug}
      </span>
    </span>
  );
}

const COLUMNS: readonly DataColumn<Listed>[] = [
  { id: 'team', header: 'Team', cell: (row) => <Name team={row} /> },
  { id: 'members', header: 'Members', numeric: true, width: '112px', cell: (row) => formatNumber(row.members) },
  {
    ...{ id: 'repositories', header: 'Repositories', numeric: true, width: '128px' },
    cell: (row) => formatNumber(row.repositories),
  },
];

function TeamCard({ team }: { team: TeamRow }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <Name team={team} />
      <span className="shrink-0 text-right text-12 text-soft">
        {formatCount(team.members, 'member')}
        <br />
        {formatCount(team.repositories, 'repository', 'repositories')}
      </span>
    </div>
  );
}

function Empty({ text, mayChange, onCreate }: { text: string; mayChange: boolean; onCreate: () => void }) {
  if (text !== '') return <EmptyState kind="filtered-out" title={`No team has “${text.slice(0, 100)}” in its name`} />;
  if (!mayChange) {
    return (
      <EmptyState kind="not-configured" title="You are in no team">
        Teams own repositories. Ask an administrator to put you into yours.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="not-configured"
      title="No team yet"
      action={
        <Button variant="primary" onClick={onCreate}>
          <Plus aria-hidden />
          Make the first team
        </Button>
      }
    >
      A team owns repositories. Until the first one is made, developers see every repository. From then on a developer
      sees only what the own teams own, and who is in no team sees nothing. All other roles go on seeing everything.
    </EmptyState>
  );
}

/** Teams, and what developers see. */
export function TeamsScreen({ mayChange }: { mayChange: boolean }) {
  const [params, change] = useAddress();
  const text = (params.get('q') ?? '').slice(0, 200);
  const [creating, setCreating] = useState(false);
  const query = useInfiniteQuery({
    ...teamsQuery(text),
    select: ({ pages, pageParams }) => ({
      pages: pages.map(({ items, ...page }) => ({ ...page, items: items.map((row) => ({ ...row, id: row.slug })) })),
      pageParams,
    }),
  });
  const first = query.data?.pages[0];
  const isEmpty = text === '' && first?.items.length === 0;
  return (
    <div className="flex max-w-[860px] flex-col gap-4">
      {isEmpty ? null : (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <SearchBox
            label="Search teams"
            value={text}
            onChange={(q) => change({ q }, 'replace')}
            className="w-full sm:max-w-80"
          />
          {mayChange ? (
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden />
              Make a team
            </Button>
          ) : null}
        </div>
      )}
      <PagedTable
        query={query}
        noun="teams"
        moreLabel="Load more teams"
        empty={<Empty text={text} mayChange={mayChange} onCreate={() => setCreating(true)} />}
        label="Teams"
        columns={COLUMNS}
        rowHeight={53}
        renderCard={(row) => <TeamCard team={row} />}
      />
      {mayChange && first !== undefined && !isEmpty ? <DevelopersSee sight={first.developers_see} /> : null}
      {creating ? <CreateTeam onOpenChange={setCreating} restricts={isEmpty} /> : null}
    </div>
  );
}
