'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import SecondFactorSetup from '#components/shared/second-factor-setup.tsx';

/** Pages outside of the frame have no query client of their own. */
export function SecondFactorForm() {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <SecondFactorSetup onDone={() => window.location.assign('/')} />
    </QueryClientProvider>
  );
}
