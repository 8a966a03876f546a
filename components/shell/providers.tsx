'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ClockProvider } from '#components/ui/clock.tsx';
import { ShortcutListener } from '#components/ui/shortcuts.tsx';
import { ToastProvider } from '#components/ui/toast.tsx';

/** What the server prefetched counts as fresh for so long, so the browser does not fetch it again at once. */
export const STALE_TIME = 15_000;

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: STALE_TIME, retry: 1, refetchOnWindowFocus: true } },
  });
}

/** `now`: the server's clock at render, in milliseconds. */
export function Providers({ now, children }: { now: number; children: ReactNode }) {
  const [client] = useState(makeClient);
  return (
    <QueryClientProvider client={client}>
      <ClockProvider now={now}>
        <ToastProvider>
          {children}
          <ShortcutListener />
        </ToastProvider>
      </ClockProvider>
    </QueryClientProvider>
  );
}
