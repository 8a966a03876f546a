'use client';

import { useQuery } from '@tanstack/react-query';
import { mailQuery } from '#components/queries/mail.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { MailStateMark } from '#components/shared/mail-state.tsx';
import { KIND_WORD } from '#components/shared/mail-words.ts';
import { Facts } from '#components/ui/card.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { ExactTime } from '#components/ui/relative-time.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { MailView } from '#lib/contracts/mail.ts';
import { MailFrame } from './mail-frame.tsx';

function factsOf(mail: MailView) {
  const { state, sent_at: sent, next_at: next, attempts, last_answer: answer } = mail;
  const tried = attempts > 1 ? `, tried ${attempts} times` : '';
  return [
    { name: 'To', value: `${mail.recipient.name}, ${mail.address}` },
    { name: 'Kind', value: KIND_WORD[mail.kind] },
    {
      name: 'State',
      value: (
        <span className="flex flex-wrap gap-x-2">
          <MailStateMark state={state} />
          {sent === null ? null : (
            <span>
              <ExactTime at={sent} />
              {tried}
            </span>
          )}
        </span>
      ),
    },
    ...(answer === null ? [] : [{ name: state === 'sent' ? 'Server said' : 'Why', value: answer }]),
    ...(next === null || state !== 'waiting' ? [] : [{ name: 'Next attempt', value: <ExactTime at={next} /> }]),
    { name: 'Made', value: <ExactTime at={mail.created_at} /> },
    { name: 'Message-ID', value: <code className="break-all font-mono text-12">{mail.message_id}</code> },
  ];
}

/** One mail: what became of it, and how it reads. */
export function MailScreen({ id }: { id: string }) {
  const query = useQuery(mailQuery(id));
  const mail = query.data;
  if (mail === undefined) {
    return (
      <NotLoaded title="The mail could not be loaded" query={query}>
        <TableSkeleton rows={6} label="Loading the mail" />
      </NotLoaded>
    );
  }
  return (
    <>
      <PageHead above={<TextLink href="/mails">Mails</TextLink>} title={mail.subject} />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,680px)_minmax(0,1fr)]">
        <MailFrame subject={mail.subject} html={mail.html} text={mail.text} />
        <Facts items={factsOf(mail)} className="h-max max-lg:order-first" />
      </div>
    </>
  );
}
