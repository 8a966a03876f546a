'use client';

import { type BoundaryProps, BrokenScreen } from '#components/shell/broken-screen.tsx';
import './globals.css';

/** Replaces even the root layout, so it brings its own document; the theme is the system's. */
export default function GlobalError(props: BoundaryProps) {
  return (
    <html lang="en">
      <body>
        <title>Plumbline could not be shown</title>
        <main className="grid min-h-dvh place-items-center px-4">
          <BrokenScreen {...props} />
        </main>
      </body>
    </html>
  );
}
