import type { Metadata } from 'next';
import { PlainPage } from '#components/shell/plain-page.tsx';
import { buttonClass } from '#components/ui/button-class.ts';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <PlainPage>
      <h1 className="font-semibold text-20">There is no such page</h1>
      <p className="mt-1 mb-5 text-14 text-soft">
        The address may be mistyped, or it names something that was removed or that you may not see.
      </p>
      {/* No client-side link: this screen is part of every page, signed in or not. */}
      <a href="/" className={buttonClass({ variant: 'primary' })}>
        Go to Today
      </a>
    </PlainPage>
  );
}
