'use client';

import { useQuery } from '@tanstack/react-query';
import { scopeQuery } from '#components/queries/scopes.ts';
import { useScope } from '#components/ui/scope.tsx';
import type { ScopeView } from '#lib/contracts/scope.ts';

/** The chosen part of the organization; null where nothing is chosen, or nothing is known of what is. */
export function useChosenScope(): ScopeView | null {
  const scope = useScope();
  const { data } = useQuery({ ...scopeQuery(scope ?? ''), enabled: scope !== null });
  return scope === null ? null : (data ?? null);
}

/** `Findings in Payments`: what a screen shows is of the chosen part alone. */
export function useTitleInScope(title: string): string {
  const chosen = useChosenScope();
  return chosen === null ? title : `${title} in ${chosen.name}`;
}
