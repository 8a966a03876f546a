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

/** Keeps the list a person was in, so that a finding's page leads back to it and not to all findings. */
export function useRememberList(search: string): void {
  useEffect(() => {
    try {
      sessionStorage.setItem(KEY, search);
    } catch {
      // Without storage the way back leads to the whole list.
    }
  }, [search]);
}

/** The address of the list that was last looked at in this tab. */
export function useLastList(): string {
  return findingListHref(useSyncExternalStore(never, remembered, () => ''));
}
