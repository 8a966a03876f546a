import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';

/** A page outside the frame: sign-in, setup, not found. */
export function PlainPage({ children, width = 'max-w-md' }: { children: ReactNode; width?: string }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className={`w-full ${width}`}>
        <p className="mb-6 flex items-center gap-2 font-semibold text-16 tracking-tight">
          <Logo className="size-7" />
          Plumbline
        </p>
        {children}
      </div>
    </main>
  );
}
