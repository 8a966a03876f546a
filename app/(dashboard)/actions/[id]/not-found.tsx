import type { Metadata } from 'next';
import { NothingHere } from '#components/shell/nothing-here.tsx';

export const metadata: Metadata = { title: 'No such action' };

export default function ActionNotFound() {
  return (
    <NothingHere title="There is no such action" href="/" label="Go to Today">
      The address may be mistyped, or its repository was removed, or is one that your role does not see.
    </NothingHere>
  );
}
