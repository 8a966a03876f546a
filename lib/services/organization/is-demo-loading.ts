import { isDemoHeld } from '#db/queries/demo.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import type { BoundSystem } from '#lib/system.ts';

/** Whether the demo of an organization is being loaded, or removed: its days are not those of the clock. */
export async function isDemoLoading({ sql }: Pick<BoundSystem, 'sql'>, scope: OrganizationScope): Promise<boolean> {
  return isDemoHeld(sql, scope);
}
