'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { findingListHref } from '#components/queries/addresses.ts';

const LIST = 'plumbline-last-list';
const ADDRESS = 'plumbline-last-list-address';
const FINDING = 'plumbline-last-finding';
const never = () => () => {};

function remembered(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Without storage links lead to the unfiltered list, and a finding has no neighbours.
  }
}

/**
 * Remembers the list: its filters, so that a finding's page goes on in its order, and its address, which also says from
 * which view it is and how it is shown, so that one comes back to that list.
 */
export function useRememberList(search: string, address: string): void {
  useEffect(() => {
    remember(LIST, search);
    remember(ADDRESS, address);
  }, [search, address]);
}

/** Filters of the list that was last looked at in this tab; null when none was. */
export function useLastListSearch(): string | null {
  return useSyncExternalStore(
    never,
    () => remembered(LIST),
    () => null,
  );
}

/** The address of that list. */
export function useLastList(): string {
  const address = useSyncExternalStore(
    never,
    () => remembered(ADDRESS),
    () => null,
  );
  return address ?? findingListHref('');
}

/** Remembers the finding that is looked at, so that Back to the list finds it. */
export function useRememberFinding(id: string): void {
  useEffect(() => remember(FINDING, id), [id]);
}

/** Id of the finding that was looked at since the list was last left; only the first to ask is told. */
export function takeLastFinding(): string | null {
  const id = remembered(FINDING);
  if (id !== null) sessionStorage.removeItem(FINDING);
  return id;
}
