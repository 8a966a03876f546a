'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type Values = Readonly<Record<string, string | null>>;

/**
 * The address's query parameters and a function that changes them without a request to the server. `null` or an empty
 * text removes a parameter; `replace` adds no history entry (while typing).
 */
export function useAddress(): [ReadonlyURLSearchParams, (values: Values, how?: 'push' | 'replace') => void] {
  const params = useSearchParams();
  const change = useCallback((values: Values, how: 'push' | 'replace' = 'push') => {
    const search = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === '') search.delete(name);
      else search.set(name, value);
    }
    const query = search.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
    const address = query === '' ? window.location.pathname : `${window.location.pathname}?${query}`;
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  }, []);
  return [params, change];
}

type ReadonlyURLSearchParams = ReturnType<typeof useSearchParams>;
