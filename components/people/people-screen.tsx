'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ALL_PEOPLE, peopleQuery } from '#components/queries/people.ts';
import { isOtherData } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { InvitedUser, UserListView, UserRow } from '#lib/contracts/user.ts';
import { USER_STATES } from '#lib/domain/access/user-state.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { readPeopleFilters } from './filters.ts';
import { InvitationLink } from './invitation-link.tsx';
import { PeopleList } from './people-list.tsx';
import { Toolbar } from './toolbar.tsx';
import { WishesNotice } from './wishes-notice.tsx';

const InviteDialog = dynamic(() => import('./invite-dialog.tsx'), { ssr: false });
const ManageDialog = dynamic(() => import('./manage-dialog.tsx'), { ssr: false });

type Counts = UserListView['counts'];

const listed = ({ items, ...page }: UserListView) => ({
  ...page,
  items: items.map((person) => ({ id: String(person.id), person })),
});

function answerOf(counts: Counts): string {
  const all = USER_STATES.reduce((sum, state) => sum + counts[state], 0);
  const parts = USER_STATES.flatMap((state) =>
    counts[state] === 0 ? [] : [`${formatNumber(counts[state])} ${state}`],
  );
  return `${formatCount(all, 'person', 'people')}: ${parts.join(', ')}.`;
}

/** Who may sign in, with which role: for administrators. */
export function PeopleScreen({ self }: { self: number | null }) {
  const [params, change] = useAddress();
  const filters = readPeopleFilters((name) => params.get(name));
  const [inviting, setInviting] = useState(false);
  const [managed, setManaged] = useState<UserRow | null>(null);
  const [invited, setInvited] = useState<InvitedUser | null>(null);
  const query = useInfiniteQuery({
    ...peopleQuery(filters),
    select: ({ pages, pageParams }) => ({ pages: pages.map(listed), pageParams }),
  });
  const counts = isOtherData(query) ? undefined : query.data?.pages[0]?.counts;
  return (
    <>
      <PageHead
        title="People"
        answer={counts === undefined ? 'Who may sign in, and with which role.' : answerOf(counts)}
        actions={
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            Invite a person
          </Button>
        }
      />
      <div className="flex flex-col gap-4">
        {invited === null ? null : <InvitationLink invited={invited} />}
        {counts === undefined || counts.wants_email === 0 || filters.wants !== null ? null : (
          <WishesNotice count={counts.wants_email} onShow={() => change({ ...ALL_PEOPLE, wants: 'email' })} />
        )}
        <Toolbar filters={filters} onChange={change} />
        <PeopleList query={query} self={self} onManage={setManaged} onClear={() => change({ ...ALL_PEOPLE })} />
      </div>
      {inviting ? <InviteDialog onOpenChange={setInviting} onInvited={setInvited} /> : null}
      {managed === null ? null : (
        <ManageDialog
          person={managed}
          onClose={() => setManaged(null)}
          onInvited={setInvited}
          onEnded={() => setInvited((link) => (link?.item.id === managed.id ? null : link))}
        />
      )}
    </>
  );
}
