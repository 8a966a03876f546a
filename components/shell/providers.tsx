'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { makeQueryClient } from '#components/queries/query-client.ts';
import { ClockProvider } from '#components/ui/clock.tsx';
import { ScopeProvider } from '#components/ui/scope.tsx';
import { ShortcutListener } from '#components/ui/shortcuts.tsx';
import { ToastProvider } from '#components/ui/toast.tsx';

/** `now`: the server's clock at render, in milliseconds. */
export function Providers({ now, children }: { now: number; children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ClockProvider now={now}>
        <ToastProvider>
          <ScopeProvider>{children}</ScopeProvider>
          <ShortcutListener />
        </ToastProvider>
      </ClockProvider>
    </QueryClientProvider>
  );
}
