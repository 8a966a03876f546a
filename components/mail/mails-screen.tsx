'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type MailFilters, mailsQuery } from '#components/queries/mail.ts';
import { KIND_WORD, STATE_WORD } from '#components/shared/mail-words.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { MailListView } from '#lib/contracts/mail.ts';
import { MAIL_KINDS, MAIL_STATES } from '#lib/domain/mail/mail.ts';
import { ALL_COLUMNS, MailCard, OWN_COLUMNS } from './columns.tsx';
import { readMailFilters } from './filters.ts';

export interface MailsScreenProps {
  /** Administrators read the mails of everybody. */
  mayReadAll: boolean;
  /** False: mails are not sent, and read here only. */
  hasMailServer: boolean;
}

const WHOSE = [
  { value: 'own', label: 'To you' },
  { value: 'all', label: 'To everybody' },
];
const KINDS = [{ value: '', label: 'Every kind' }, ...MAIL_KINDS.map((value) => ({ value, label: KIND_WORD[value] }))];
const STATES = [
  { value: '', label: 'Every state' },
  ...MAIL_STATES.map((value) => ({ value, label: STATE_WORD[value] })),
];

function Empty({ filters, onClear }: { filters: MailFilters; onClear: () => void }) {
  if (filters.kind !== null || filters.state !== null) {
    return (
      <EmptyState
        kind="filtered-out"
        title="No mail matches these filters"
        action={<Button onClick={onClear}>Show all mails</Button>}
      />
    );
  }
  return (
    <p className="border-y py-4 text-13 text-soft">
      No mails yet. Digests appear here on the day that you choose, whether or not they are also sent.
    </p>
  );
}

const listed = ({ items, ...page }: MailListView) => ({
  ...page,
  items: items.map((mail) => ({ ...mail, id: String(mail.id), number: mail.id })),
});

/** Mails that were made, whether they were sent or not. */
export function MailsScreen({ mayReadAll, hasMailServer }: MailsScreenProps) {
  const [params, change] = useAddress();
  const filters = readMailFilters((name) => params.get(name), mayReadAll);
  const all = filters.whose === 'all';
  const query = useInfiniteQuery({
    ...mailsQuery(filters),
    select: ({ pages, pageParams }) => ({ pages: pages.map(listed), pageParams }),
  });
  return (
    <>
      <PageHead
        title="Mails"
        answer={
          hasMailServer
            ? `Every mail to ${all ? 'anybody here' : 'you'}, and what became of it.`
            : 'No mail server is configured: mails are not sent, and can be read here.'
        }
        actions={<LinkButton href="/account/mail">Choose what comes</LinkButton>}
      />
      <div className="mb-3 flex flex-wrap gap-2">
        {mayReadAll ? (
          <Select
            aria-label="Whose mails"
            options={WHOSE}
            value={filters.whose}
            onChange={({ target }) => change({ whose: target.value === 'all' ? 'all' : null })}
            className="w-full sm:w-36"
          />
        ) : null}
        <Select
          aria-label="Kind"
          options={KINDS}
          value={filters.kind ?? ''}
          onChange={({ target }) => change({ kind: target.value })}
          className="w-full sm:w-48"
        />
        <Select
          aria-label="State"
          options={STATES}
          value={filters.state ?? ''}
          onChange={({ target }) => change({ state: target.value })}
          className="w-full sm:w-44"
        />
      </div>
      <PagedTable
        query={query}
        noun="mails"
        moreLabel="Load older mails"
        empty={<Empty filters={filters} onClear={() => change({ kind: null, state: null })} />}
        label="Mails"
        columns={all ? ALL_COLUMNS : OWN_COLUMNS}
        renderCard={(row) => <MailCard mail={row} withRecipient={all} />}
      />
    </>
  );
}
