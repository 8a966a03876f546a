'use client';

import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { peopleQuery } from '#components/queries/people.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { InvitedUser, UserRow } from '#lib/contracts/user.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { InvitationLink } from './invitation-link.tsx';
import { PeopleList } from './people-list.tsx';

const InviteDialog = dynamic(() => import('./invite-dialog.tsx'), { ssr: false });
const ManageDialog = dynamic(() => import('./manage-dialog.tsx'), { ssr: false });

const STATES = ['active', 'invited', 'disabled'] as const;

function answerOf(people: readonly UserRow[]): string {
  const parts = STATES.flatMap((state) => {
    const count = people.filter((person) => person.state === state).length;
    return count === 0 ? [] : [`${formatNumber(count)} ${state}`];
  });
  return `${formatCount(people.length, 'person', 'people')}: ${parts.join(', ')}.`;
}

function matching(people: readonly UserRow[], text: string): UserRow[] {
  const words = text.toLowerCase().split(/\s+/);
  const found = people.filter(({ name, email, role, state }) => {
    const all = `${name} ${email} ${role} ${state}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  return found.sort((one, other) => one.name.localeCompare(other.name, 'en') || one.id - other.id);
}

/** Who may sign in, with which role: for administrators. */
export function PeopleScreen({ self }: { self: number | null }) {
  const [params, change] = useAddress();
  const text = params.get('q') ?? '';
  const [inviting, setInviting] = useState(false);
  const [managed, setManaged] = useState<UserRow | null>(null);
  const [invited, setInvited] = useState<InvitedUser | null>(null);
  const query = useQuery(peopleQuery());
  const people = query.data?.items;
  // Disabling ends the link: it must not be copied any more.
  const isDead = people?.some(({ id, state }) => id === invited?.item.id && state === 'disabled') === true;
  const shown = people === undefined ? [] : matching(people, text);
  return (
    <>
      <PageHead
        title="People"
        answer={people === undefined ? 'Who may sign in, and with which role.' : answerOf(people)}
        actions={
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            Invite a person
          </Button>
        }
      />
      <div className="flex flex-col gap-4">
        {invited === null || isDead ? null : <InvitationLink invited={invited} />}
        <SearchBox
          label="Search people"
          value={text}
          onChange={(q) => change({ q }, 'replace')}
          className="w-full sm:max-w-80"
        />
        {people === undefined ? (
          <NotLoaded title="The people could not be loaded" query={query}>
            <TableSkeleton rows={4} label="Loading people" />
          </NotLoaded>
        ) : shown.length === 0 ? (
          <p className="break-words border-t py-4 text-13 text-soft">
            Nobody’s name, address, role or state has “{text.slice(0, 200)}” in it.
          </p>
        ) : (
          <PeopleList people={shown} self={self} onManage={setManaged} />
        )}
      </div>
      {inviting ? <InviteDialog onOpenChange={setInviting} onInvited={setInvited} /> : null}
      {managed === null ? null : (
        <ManageDialog person={managed} onClose={() => setManaged(null)} onInvited={setInvited} />
      )}
    </>
  );
}
