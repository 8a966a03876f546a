import type { Metadata } from 'next';
import { NothingHere } from '#components/shell/nothing-here.tsx';

export const metadata: Metadata = { title: 'No such finding' };

export default function FindingNotFound() {
  return (
    <NothingHere title="There is no such finding" href="/findings" label="Go to all findings">
      Findings are never renumbered and stay when they are fixed, so the address may be mistyped, or its repository was
      removed.
    </NothingHere>
  );
}
