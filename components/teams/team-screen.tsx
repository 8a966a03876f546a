'use client';

import { useQuery } from '@tanstack/react-query';
import { teamQuery } from '#components/queries/teams.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { formatCount } from '#lib/format.ts';
import { Members } from './members.tsx';
import { Owned } from './owned.tsx';
import { Patterns } from './patterns.tsx';
import { RenameOrDelete } from './rename-or-delete.tsx';
import { TeamAlerts } from './team-alerts.tsx';

/** One team: who is in it, what it owns and by what. */
export function TeamScreen({ slug, mayChange }: { slug: string; mayChange: boolean }) {
  const query = useQuery(teamQuery(slug));
  const team = query.data;
  if (team === undefined) {
    return (
      <NotLoaded title="The team could not be loaded" query={query}>
        <TableSkeleton rows={6} label="Loading the team" />
      </NotLoaded>
    );
  }
  const has = `${formatCount(team.members, 'member')}, ${formatCount(team.repositories, 'repository', 'repositories')}`;
  return (
    <div className="flex max-w-[860px] flex-col gap-8">
      <header>
        <p className="text-13">
          <TextLink href="/settings/teams">Teams</TextLink>
        </p>
        <h2 className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold text-20">
          <span className="min-w-0 [overflow-wrap:anywhere]">{team.name}</span>
          {team.demo ? <Tag>demo</Tag> : null}
        </h2>
        <p className="mt-1 text-13 text-soft [overflow-wrap:anywhere]">
          {has}. Addresses and CODEOWNERS files call it <code className="font-mono">{team.slug}</code>.
        </p>
      </header>
      <Members slug={team.slug} mayChange={mayChange} />
      <Owned slug={team.slug} mayChange={mayChange} />
      <Patterns slug={team.slug} patterns={team.patterns} mayChange={mayChange} />
      <TeamAlerts slug={team.slug} mayChange={mayChange} />
      {mayChange ? <RenameOrDelete key={team.name} team={team} /> : null}
    </div>
  );
}
