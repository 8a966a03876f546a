import type { Metadata } from 'next';
import { NothingHere } from '#components/shell/nothing-here.tsx';

export const metadata: Metadata = { title: 'No such team' };

export default function TeamNotFound() {
  return (
    <NothingHere title="There is no such team" href="/settings/teams" label="Go to all teams">
      It may have been deleted, or it is one that you are not in.
    </NothingHere>
  );
}
