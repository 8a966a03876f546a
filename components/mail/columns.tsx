import { mailHref } from '#components/queries/addresses.ts';
import { MailStateMark } from '#components/shared/mail-state.tsx';
import { KIND_WORD } from '#components/shared/mail-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { MailRow } from '#lib/contracts/mail.ts';

export type ListedMail = Omit<MailRow, 'id'> & { id: string; number: number };

const WRAPS = 'block min-w-0 whitespace-normal py-1.5 [overflow-wrap:anywhere]';

function Subject({ mail }: { mail: ListedMail }) {
  return (
    <span className={WRAPS}>
      <TextLink quiet href={mailHref(mail.number)} className="font-medium">
        <Breakable text={mail.subject} />
      </TextLink>
    </span>
  );
}

function Recipient({ mail }: { mail: ListedMail }) {
  return (
    <span className={WRAPS}>
      <span className="line-clamp-2" title={mail.recipient.name}>
        <Breakable text={mail.recipient.name} />
      </span>
      <span className="line-clamp-2 text-12 text-faint" title={mail.address}>
        <Breakable text={mail.address} />
      </span>
    </span>
  );
}

function State({ mail }: { mail: ListedMail }) {
  const { state, last_answer: answer } = mail;
  // What the server said of a mail that it took is of no use to anybody.
  const said = state === 'sent' ? null : answer;
  return (
    <span className={WRAPS}>
      <MailStateMark state={state} />
      {said === null ? null : (
        <span className="line-clamp-2 text-12 text-faint" title={said}>
          {said}
        </span>
      )}
    </span>
  );
}

const subject: DataColumn<ListedMail> = { id: 'subject', header: 'Subject', cell: (row) => <Subject mail={row} /> };
const rest: readonly DataColumn<ListedMail>[] = [
  { id: 'kind', header: 'Kind', width: '160px', hideBelow: 'lg', cell: ({ kind }) => KIND_WORD[kind] },
  { id: 'state', header: 'State', width: '24%', cell: (row) => <State mail={row} /> },
  { id: 'at', header: 'Made', width: '90px', numeric: true, cell: (row) => <RelativeTime at={row.created_at} /> },
];

export const OWN_COLUMNS: readonly DataColumn<ListedMail>[] = [subject, ...rest];
export const ALL_COLUMNS: readonly DataColumn<ListedMail>[] = [
  subject,
  { id: 'to', header: 'To', width: '22%', cell: (row) => <Recipient mail={row} /> },
  ...rest,
];

export function MailCard({ mail, withRecipient }: { mail: ListedMail; withRecipient: boolean }) {
  return (
    <div className="flex flex-col gap-0.5">
      <Subject mail={mail} />
      <p className="flex flex-wrap gap-x-3 text-12 text-soft [overflow-wrap:anywhere]">
        <MailStateMark state={mail.state} />
        {withRecipient ? <span className="min-w-0">{mail.address}</span> : null}
        <RelativeTime at={mail.created_at} />
      </p>
    </div>
  );
}
