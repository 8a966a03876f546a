'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { signInHref } from '#components/queries/addresses.ts';

/** Signing in, which leads back to what is shown now. */
export function useSignInHref(): string {
  const path = usePathname();
  const search = useSearchParams().toString();
  return signInHref(search === '' ? path : `${path}?${search}`);
}
