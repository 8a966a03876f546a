import { findOrganization, firstOrganization } from '#db/queries/organizations.ts';
import { bindTo, type System } from '#lib/system.ts';
import { aloneWithDemo } from './alone-with-demo.ts';
import { clearDemo, type RemovedDemo } from './clear-demo.ts';

/**
 * Removes the demo: repositories with everything of theirs (rows, bytes, the days that they made), teams and people.
 * @param options.byCommand a command orders it, which the audit log does not know yet
 * @throws Fault conflict when the demo is being loaded or removed, and a command asks: a job waits
 */
export async function removeDemo(
  system: System,
  options: { orgId?: number; byCommand?: { operator: string | undefined } } = {},
): Promise<RemovedDemo> {
  const { systemSql } = system;
  const organization =
    options.orgId === undefined ? await firstOrganization(systemSql) : await findOrganization(systemSql, options.orgId);
  if (!organization) return { repositories: 0, uploads: 0 };
  const bound = bindTo(system, organization.id);
  return aloneWithDemo(bound, organization.id, options.byCommand !== undefined, () =>
    clearDemo(bound, organization.id, options.byCommand),
  );
}
