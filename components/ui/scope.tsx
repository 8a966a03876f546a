'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, use, useCallback, useMemo } from 'react';
import { SCOPE, withScope } from '#lib/contracts/scope-address.ts';

const Scope = createContext<string | null>(null);
const Outside = createContext(false);
const OwnTeams = createContext<readonly string[] | null>(null);

/** Around all that keeps the scope of the address: links, and reads of the API. */
export function ScopeProvider({ ownTeams, children }: { ownTeams: readonly string[] | null; children: ReactNode }) {
  return (
    <OwnTeams value={ownTeams}>
      <Scope value={useSearchParams().get(SCOPE) || null}>{children}</Scope>
    </OwnTeams>
  );
}

/** Names of the teams that decide what the person sees; null for those who see everything. */
export const useOwnTeams = (): readonly string[] | null => use(OwnTeams);

/** The chosen part of the organization, as the address has it: `team:payments`. Null: all that one may see. */
export const useScope = (): string | null => use(Scope);

/** Around something that is shown although it is no part of the chosen scope. */
export function OutsideOfScope({ children }: { children: ReactNode }) {
  return <Outside value={true}>{children}</Outside>;
}

/** What points beyond one repository are of: of the chosen scope, but for something outside of it. */
export function useOverall(): 'overall' | 'in this scope' {
  const isPart = useScope() !== null;
  return use(Outside) || !isPart ? 'overall' : 'in this scope';
}

/** The router, with every address kept within the chosen scope. */
export function useNavigate() {
  const router = useRouter();
  const scope = useScope();
  return useMemo(
    () => ({
      push: (href: string) => router.push(withScope(href, scope)),
      replace: (href: string) => router.replace(withScope(href, scope)),
      prefetch: (href: string) => router.prefetch(withScope(href, scope)),
      refresh: () => router.refresh(),
    }),
    [router, scope],
  );
}

/** Goes on with another scope, or with null without one, on the same screen and with the same filters. */
export function useChooseScope(): (scope: string | null) => void {
  const router = useRouter();
  return useCallback(
    (scope) => {
      const search = new URLSearchParams(window.location.search);
      search.delete(SCOPE);
      const query = search.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
      const path = query === '' ? window.location.pathname : `${window.location.pathname}?${query}`;
      router.push(withScope(path, scope));
    },
    [router],
  );
}
