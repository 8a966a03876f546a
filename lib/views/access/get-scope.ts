import type { Context } from '#lib/context.ts';
import type { ScopeView } from '#lib/contracts/scope.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { chooseScope } from './choose-scope.ts';

/**
 * What a scope is, and how much of it the caller sees. `text`: `team:payments`.
 * @throws Fault `not_found` for a scope that does not exist, or of which the caller sees nothing; `invalid_input`
 */
export async function getScope(ctx: Context, text: string): Promise<ScopeView> {
  permit(ctx, 'posture:read', 'repositories');
  const view = scopeViewOf(await chooseScope(ctx, text));
  if (view === null) throw new Fault('not_found', 'There is no such scope.');
  return view;
}

/** The scope that a context was narrowed to; null where nothing is chosen. */
export function scopeViewOf({ chosen, readScope: { repositories } }: Context): ScopeView | null {
  if (chosen === undefined || repositories === 'all') return null;
  const { text, kind, name } = chosen;
  return { scope: text, kind, name, repositories: repositories.length };
}
