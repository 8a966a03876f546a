'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { makeQueryClient } from '#components/queries/query-client.ts';
import { ClockProvider } from '#components/ui/clock.tsx';
import { ScopeProvider } from '#components/ui/scope.tsx';
import { ShortcutListener } from '#components/ui/shortcuts.tsx';
import { ToastProvider } from '#components/ui/toast.tsx';

export interface ProvidersProps {
  /** The server's clock at render, in milliseconds. */
  now: number;
  /** Names of the teams that decide what the person sees; null for those who see everything. */
  ownTeams: readonly string[] | null;
  children: ReactNode;
}

export function Providers({ now, ownTeams, children }: ProvidersProps) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ClockProvider now={now}>
        <ToastProvider>
          <ScopeProvider ownTeams={ownTeams}>{children}</ScopeProvider>
          <ShortcutListener />
        </ToastProvider>
      </ClockProvider>
    </QueryClientProvider>
  );
}
