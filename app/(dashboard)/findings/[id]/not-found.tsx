import type { Metadata } from 'next';
import { LinkButton } from '#components/ui/link-button.tsx';

export const metadata: Metadata = { title: 'No such finding' };

export default function FindingNotFound() {
  return (
    <section className="mx-auto max-w-[560px] py-12 text-center">
      <h1 className="font-semibold text-20">There is no such finding</h1>
      <p className="mt-1 mb-5 text-pretty text-14 text-soft">
        Findings are never renumbered and stay when they are fixed, so the address may be mistyped, or its repository
        was removed.
      </p>
      <LinkButton href="/findings" variant="primary">
        Go to all findings
      </LinkButton>
    </section>
  );
}
