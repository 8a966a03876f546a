'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { FormMessage } from './form-message.tsx';
import { sendSetup } from './send-setup.ts';

/** Accepts an invitation with the account that is signed in. */
export function JoinButton({ code }: { code: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const join = async () => {
    setBusy(true);
    const result = await sendSetup({ code });
    // Load the page anew: it shows another organization now.
    if ('path' in result) return window.location.assign(result.path);
    setProblem(result.message);
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-4">
      <FormMessage text={problem} />
      <Button variant="primary" size="lg" busy={busy} onClick={join}>
        Join
      </Button>
    </div>
  );
}
