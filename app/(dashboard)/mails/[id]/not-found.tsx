import type { Metadata } from 'next';
import { NothingHere } from '#components/shell/nothing-here.tsx';

export const metadata: Metadata = { title: 'No such mail' };

export default function MailNotFound() {
  return (
    <NothingHere title="There is no such mail" href="/mails" label="Go to your mails">
      It may have been removed, or it is to somebody else.
    </NothingHere>
  );
}
