import type { ScopeView } from '#lib/contracts/scope.ts';
import { SCOPE_KINDS } from '#lib/domain/access/chosen-scope.ts';

const KEPT = 5;

/** Kept for each person and organization by itself: a browser may serve several. */
const keyOf = (owner: string): string => `plumbline-scopes:${owner}`;

function isScope(value: unknown): value is ScopeView {
  if (typeof value !== 'object' || value === null) return false;
  const { scope, kind, name, repositories } = value as Partial<Record<keyof ScopeView, unknown>>;
  const isKind = SCOPE_KINDS.some((one) => one === kind);
  return isKind && typeof scope === 'string' && typeof name === 'string' && typeof repositories === 'number';
}

/** The scopes that this person chose last in this browser, the newest first. */
export function recentScopes(owner: string): ScopeView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(owner)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isScope).slice(0, KEPT) : [];
  } catch {
    // Without storage, or with a text that is not ours, nothing is recent.
    return [];
  }
}

export function rememberScope(owner: string, chosen: ScopeView): void {
  const others = recentScopes(owner).filter(({ scope }) => scope !== chosen.scope);
  try {
    localStorage.setItem(keyOf(owner), JSON.stringify([chosen, ...others].slice(0, KEPT)));
  } catch {
    // Without storage nothing is recent.
  }
}
