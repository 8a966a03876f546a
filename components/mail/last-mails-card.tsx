'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { mailHref } from '#components/queries/addresses.ts';
import { mailsQuery } from '#components/queries/mail.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { MailStateMark } from '#components/shared/mail-state.tsx';
import { Card } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';

const SHOWN = 5;

/** The newest mails to anybody; all of them are a screen of their own. */
export function LastMailsCard() {
  const query = useInfiniteQuery(mailsQuery({ whose: 'all', kind: null, state: null }, SHOWN));
  const mails = query.data?.pages[0]?.items;
  return (
    <Card
      title="Last mails"
      note="Each can be read as it was sent."
      actions={
        <LinkButton size="sm" href="/mails?whose=all">
          All mails
        </LinkButton>
      }
    >
      <div className="text-13">
        {mails === undefined ? (
          <NotLoaded title="The mails could not be loaded" query={query}>
            <TableSkeleton rows={3} label="Loading mails" />
          </NotLoaded>
        ) : mails.length === 0 ? (
          <p className="pt-1 text-soft">None yet.</p>
        ) : (
          <ul>
            {mails.map((mail) => (
              <li
                key={mail.id}
                className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 border-t py-2 first:border-t-0"
              >
                <span className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
                  <TextLink quiet href={mailHref(mail.id)} className="font-medium">
                    {mail.subject}
                  </TextLink>
                  <span className="block text-12 text-faint">to {mail.recipient.name}</span>
                </span>
                <span className="flex items-baseline gap-3 text-12">
                  <MailStateMark state={mail.state} />
                  <span className="text-faint">
                    <RelativeTime at={mail.created_at} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
