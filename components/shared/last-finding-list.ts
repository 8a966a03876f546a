'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { findingListHref } from '#components/queries/addresses.ts';

const KEY = 'plumbline-last-list';
const never = () => () => {};

function remembered(): string {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Remembers the list's filters, so that a finding's page links back to that list. */
export function useRememberList(search: string): void {
  useEffect(() => {
    try {
      sessionStorage.setItem(KEY, search);
    } catch {
      // Without storage the link leads to the unfiltered list.
    }
  }, [search]);
}

/** The address of the list that was last looked at in this tab. */
export function useLastList(): string {
  return findingListHref(useSyncExternalStore(never, remembered, () => ''));
}
