'use client';

import { type BoundaryProps, BrokenScreen } from '#components/shell/broken-screen.tsx';

export default function RootError(props: BoundaryProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <BrokenScreen {...props} />
    </main>
  );
}
