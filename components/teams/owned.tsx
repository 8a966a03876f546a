'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { pathOf } from '#components/queries/addresses.ts';
import { fetchJson } from '#components/queries/fetch.ts';
import { changeOwned, ownedQuery } from '#components/queries/teams.ts';
import { type Choice, Picker } from '#components/shared/picker.tsx';
import { isByHand, OWNERSHIP_WORDS } from '#components/shared/team-sources.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RepositoryListView } from '#lib/contracts/repository.ts';
import type { OwnedRow } from '#lib/contracts/team.ts';
import { ListOfTeam } from './list-of-team.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

type Listed = OwnedRow & { id: string };

async function findRepositories(text: string, signal: AbortSignal): Promise<Choice[]> {
  const search = new URLSearchParams({ q: text, sort: 'name', archived: 'any', limit: '8' });
  const { items } = await fetchJson<RepositoryListView>(`/api/v1/repos?${search}`, signal);
  return items.map(({ name }) => ({ id: name, label: name }));
}

function Repository({ row }: { row: Listed }) {
  return (
    <span className="block min-w-0 py-1.5">
      <span className="flex min-w-0 items-center gap-2">
        <TextLink quiet href={pathOf(row.url)} className="min-w-0 truncate font-medium" title={row.name}>
          <Breakable text={row.name} />
        </TextLink>
        {row.archived ? <Tag>archived</Tag> : null}
      </span>
      <span className="block text-12 text-faint [overflow-wrap:anywhere]">
        {row.sources.map((source) => OWNERSHIP_WORDS[source]).join(' · ')}
      </span>
    </span>
  );
}

/** What the team owns and by what, and a way to give it more. */
export function Owned({ slug, mayChange }: { slug: string; mayChange: boolean }) {
  const change = useChange();
  const query = useInfiniteQuery({
    ...ownedQuery(slug),
    select: ({ pages, pageParams }) => ({
      pages: pages.map(({ items }) => ({ items: items.map((row) => ({ ...row, id: row.name })) })),
      pageParams,
    }),
  });
  return (
    <Section
      title="Repositories"
      note="What a pattern or a CODEOWNERS file gave can only be taken there."
      error={change.error?.message}
    >
      {mayChange ? (
        <Picker
          label="Add a repository"
          of={['repositories']}
          find={findRepositories}
          busy={change.isPending}
          onPick={({ label }) =>
            change.mutate({ act: () => changeOwned(slug, { add: [label] }), done: `${label} is of the team` })
          }
        />
      ) : null}
      <ListOfTeam
        query={query}
        label="Repositories"
        header="Repository"
        empty="This team owns no repository."
        draw={(row) => <Repository row={row} />}
        isTakeable={(row) => mayChange && isByHand(row.sources)}
        takeWords={(row) => `Take ${row.name} from the team`}
        onTake={(row) =>
          change.mutate({
            act: () => changeOwned(slug, { remove: [row.name] }),
            done: `${row.name} is no longer of the team`,
          })
        }
        busy={change.isPending}
      />
    </Section>
  );
}
