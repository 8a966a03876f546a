'use client';

import { useQuery } from '@tanstack/react-query';
import { scopeQuery } from '#components/queries/scopes.ts';
import { useOwnTeams, useScope, useWithin } from '#components/ui/scope.tsx';
import type { ScopeView } from '#lib/contracts/scope.ts';
import { formatList } from '#lib/format.ts';

/** The chosen part of the organization; null where nothing is chosen, or nothing is known of what is. */
export function useChosenScope(): ScopeView | null {
  const scope = useScope();
  const { data } = useQuery({ ...scopeQuery(scope ?? ''), enabled: scope !== null });
  return scope === null ? null : (data ?? null);
}

/** What the screens are about, where that is less than everything: the chosen part, or the person's own teams. */
export function usePartName(): string | null {
  const chosen = useChosenScope();
  const teams = useOwnTeams();
  if (chosen !== null) return chosen.name;
  return teams === null || teams.length === 0 ? null : formatList(teams, 2);
}

/** `Findings in Payments`: what a screen shows is of this part alone. On the page of a repository it is `within`. */
export function useTitleInScope(title: string, within = title): string {
  const part = usePartName();
  if (useWithin() !== null) return within;
  return part === null ? title : `${title} in ${part}`;
}
