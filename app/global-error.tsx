'use client';

import { type BoundaryProps, digestOf } from '#components/shell/boundary.ts';
import { EarlyClickReplay } from '#components/shell/early-click-replay.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { themeOf } from '#lib/contracts/theme.ts';
import './globals.css';

/** Error page for failures outside of the frame. It replaces the root layout and is part of every page's code: keep it small. */
export default function GlobalError({ error, retry }: BoundaryProps) {
  const digest = digestOf(error);
  return (
    <html lang="en" data-theme={themeOf(typeof document === 'undefined' ? '' : document.cookie)}>
      <body className="font-sans">
        <title>Plumbline could not be shown</title>
        <main role="alert" className="mx-auto max-w-[640px] px-4 py-12">
          <h1 className="font-semibold text-20">Plumbline could not be shown</h1>
          <p className="mt-1 text-14 text-soft">
            Nothing was changed by this, and uploads go on being processed. Try again; if it stays so, the server's log
            says why.
          </p>
          {digest === null ? null : <p className="mt-1 text-12 text-faint">Reference {digest}</p>}
          <button type="button" onClick={retry} className={`mt-5 ${buttonClass()}`}>
            Try again
          </button>
        </main>
        <EarlyClickReplay />
      </body>
    </html>
  );
}
