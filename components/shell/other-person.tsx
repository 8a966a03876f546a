'use client';

import { Button } from '#components/ui/button.tsx';
import { PlainPage } from './plain-page.tsx';

/** Instead of a tab whose browser shows another organization or person now. */
export default function OtherPerson({ organization }: { organization: string }) {
  return (
    <PlainPage>
      <div role="alert">
        <h1 className="font-semibold text-20 tracking-tight">This tab is out of date</h1>
        <p className="wrap-anywhere mt-1 mb-5 text-pretty text-14 text-soft">
          It showed {organization}. In another tab, or because of a change to your account, this browser now shows
          another organization or person.
        </p>
      </div>
      <Button variant="primary" onClick={() => window.location.assign('/')}>
        Go to what it shows now
      </Button>
    </PlainPage>
  );
}
