'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { findPeople } from '#components/queries/people.ts';
import { changeMembers, membersQuery } from '#components/queries/teams.ts';
import { type Choice, Picker } from '#components/shared/picker.tsx';
import { isByHand, MEMBER_WORDS } from '#components/shared/team-sources.ts';
import { Tag } from '#components/ui/state-badge.tsx';
import type { MemberRow } from '#lib/contracts/team.ts';
import { ListOfTeam } from './list-of-team.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

type Listed = Omit<MemberRow, 'id'> & { id: string };

const MOST = 8;

function Person({ row }: { row: Listed }) {
  return (
    <span className="block min-w-0 py-1.5">
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium" title={row.name}>
          {row.name}
        </span>
        {row.disabled ? <Tag>disabled</Tag> : null}
      </span>
      <span className="block text-12 text-faint [overflow-wrap:anywhere]">
        {[row.email, row.role ?? 'unknown role', ...row.sources.map((source) => MEMBER_WORDS[source])]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </span>
  );
}

/** Who is in the team, and a way to put people in and take them out. */
export function Members({ slug, mayChange }: { slug: string; mayChange: boolean }) {
  const change = useChange();
  const query = useInfiniteQuery({
    ...membersQuery(slug),
    select: ({ pages, pageParams }) => ({
      pages: pages.map(({ items }) => ({ items: items.map((row) => ({ ...row, id: String(row.id) })) })),
      pageParams,
    }),
  });
  const find = async (text: string, signal: AbortSignal): Promise<Choice[]> => {
    const { items } = await findPeople(text, MOST, signal);
    return items.map(({ id, name, email, role }) => ({
      ...{ id: String(id), label: name, note: `${email} · ${role ?? 'unknown role'}` },
    }));
  };
  return (
    <Section
      title="Members"
      note="Developers see what their teams own. People with other roles may be members too; they see everything anyway."
      error={change.error?.message}
    >
      {mayChange ? (
        <Picker
          label="Add a person"
          of={['people']}
          find={find}
          busy={change.isPending}
          onPick={({ id, label }) =>
            change.mutate({
              act: () => changeMembers(slug, { add: [Number(id)] }),
              done: `${label} is in the team`,
            })
          }
        />
      ) : null}
      <ListOfTeam
        query={query}
        label="Members"
        header="Person"
        empty="Nobody is in this team."
        draw={(row) => <Person row={row} />}
        isTakeable={(row) => mayChange && isByHand(row.sources)}
        takeWords={(row) => `Take ${row.name} out of the team`}
        onTake={(row) =>
          change.mutate({
            act: () => changeMembers(slug, { remove: [Number(row.id)] }),
            done: `${row.name} is no longer in the team`,
          })
        }
        busy={change.isPending}
      />
    </Section>
  );
}
