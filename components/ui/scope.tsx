'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useTransition } from 'react';
import { SCOPE, withScope } from '#lib/contracts/scope-address.ts';
import { currentAddress, type Step, withValues } from './current-address.ts';

const Go = createContext<(step: Step) => void>(() => undefined);
const Scope = createContext<string | null>(null);
const Within = createContext<{ name: string; scope: string | null } | null>(null);
const Outside = createContext(false);
const OwnTeams = createContext<readonly string[] | null>(null);

/** The router, whose way is known until it has arrived. */
function useRoute(): (step: Step) => void {
  const router = useRouter();
  const [isUnderWay, start] = useTransition();
  const arrived = useRef<() => void>(undefined);
  useEffect(() => {
    if (!isUnderWay) arrived.current?.();
  }, [isUnderWay]);
  return useCallback(
    (step) => {
      arrived.current = currentAddress.expect(step);
      start(() => router[step.how](step.address));
    },
    [router],
  );
}

/** Around all that keeps the scope of the address: links, navigations, and reads of the API. */
export function ScopeProvider({ ownTeams, children }: { ownTeams: readonly string[] | null; children: ReactNode }) {
  return (
    <OwnTeams value={ownTeams}>
      <Scope value={useSearchParams().get(SCOPE) || null}>
        <Go value={useRoute()}>{children}</Go>
      </Scope>
    </OwnTeams>
  );
}

/** The scope that was last chosen, also while screens of it are on their way. */
const scopeNow = (): string | null => currentAddress.query().get(SCOPE) || null;

/** Names of the teams that decide what the person sees; null for those who see everything. */
export const useOwnTeams = (): readonly string[] | null => use(OwnTeams);

/** The chosen part of the organization, as the address has it: `team:payments`. Links keep it. Null: all that one may see. */
export const useAddressScope = (): string | null => use(Scope);

/**
 * Around screens that stand on the page of one repository: their links keep what was chosen. `scope`: what they read of;
 * null: of all that one may see.
 */
export function WithinRepository({
  name,
  scope,
  children,
}: {
  name: string;
  scope: string | null;
  children: ReactNode;
}) {
  const within = useMemo(() => ({ name, scope }), [name, scope]);
  return <Within value={within}>{children}</Within>;
}

/** The repository on whose page this stands; null: on a screen of its own. */
export const useWithin = (): string | null => use(Within)?.name ?? null;

/** What is read: of the repository on whose page this stands, else of what the address chooses. */
export function useScope(): string | null {
  const [chosen, within] = [use(Scope), use(Within)];
  return within === null ? chosen : within.scope;
}

/** Around something that is shown although it is no part of the chosen scope. */
export function OutsideOfScope({ children }: { children: ReactNode }) {
  return <Outside value={true}>{children}</Outside>;
}

/** What points beyond one repository are of: of the chosen scope, but for something outside of it. What is read of one repository has none. */
export function useOverall(): 'overall' | 'in this scope' | 'here' {
  const isPart = use(Scope) !== null;
  const isOutside = use(Outside);
  if (use(Within) !== null) return 'here';
  return isOutside || !isPart ? 'overall' : 'in this scope';
}

/** The router, with every address kept within the chosen scope. */
export function useNavigate() {
  const router = useRouter();
  const go = use(Go);
  return useMemo(
    () => ({
      push: (href: string) => go({ address: withScope(href, scopeNow()), how: 'push' }),
      replace: (href: string) => go({ address: withScope(href, scopeNow()), how: 'replace' }),
      prefetch: (href: string) => router.prefetch(withScope(href, scopeNow())),
      refresh: () => router.refresh(),
    }),
    [router, go],
  );
}

/** Changes the address of this screen as it is now, which may be newer than what is drawn. */
export function useChangeAddress(): (next: (query: URLSearchParams) => Step) => void {
  const go = use(Go);
  return useCallback((next) => currentAddress.change(next, go), [go]);
}

/** Goes on with another scope, or with null without one, on the same screen and with the same filters. */
export function useChooseScope(): (scope: string | null) => void {
  const go = use(Go);
  return useCallback(
    (scope) => {
      const [path = ''] = currentAddress.read().split('?', 1);
      const rest = withValues(currentAddress.query(), { [SCOPE]: null });
      go({ address: withScope(`${path}${rest}`, scope), how: 'push' });
    },
    [go],
  );
}
