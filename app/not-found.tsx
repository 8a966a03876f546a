import type { Metadata } from 'next';
import { PlainPage } from '#components/shell/plain-page.tsx';
import { LinkButton } from '#components/ui/button.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <PlainPage>
      <h1 className="font-semibold text-20">There is no such page</h1>
      <p className="mt-1 mb-5 text-14 text-soft">
        The address may be mistyped, or it names something that was removed or that you may not see.
      </p>
      <LinkButton href="/" variant="primary">
        Go to Today
      </LinkButton>
    </PlainPage>
  );
}
