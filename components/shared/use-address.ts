'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { type Values, withValues } from '#components/ui/current-address.ts';
import { useChangeAddress } from '#components/ui/scope.tsx';

export type ChangeAddress = (values: Values, how?: 'push' | 'replace') => void;

/**
 * The address's query parameters and a function that changes some of them, without a request to the server. What it does
 * not name stays as it is by then, so name only what changes. `replace` adds no history entry (while typing).
 */
export function useAddress(): [ReadonlyURLSearchParams, ChangeAddress] {
  const params = useSearchParams();
  const changeAddress = useChangeAddress();
  const change = useCallback<ChangeAddress>(
    (values, how = 'push') =>
      changeAddress((query) => ({ address: `${window.location.pathname}${withValues(query, values)}`, how })),
    [changeAddress],
  );
  return [params, change];
}

type ReadonlyURLSearchParams = ReturnType<typeof useSearchParams>;
