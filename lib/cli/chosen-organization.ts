import type { Connection } from '#db/client.ts';
import { findOrganizationBySlug, listOrganizations, type Organization } from '#db/queries/organizations.ts';
import { Fault } from '#lib/errors.ts';

const advice = '`plumbline organization list` prints them.';

/**
 * The organization that a command is about: the one named by `--organization`, else the only one; null on an installation
 * without any.
 * @throws Fault `not_found` for an unknown slug; `invalid_input` when there are several and none is named
 */
export async function chosenOrganization(sql: Connection, slug: string | undefined): Promise<Organization | null> {
  if (slug !== undefined) {
    const named = await findOrganizationBySlug(sql, slug);
    if (named === null) throw new Fault('not_found', `There is no organization ${slug}; ${advice}`);
    return named;
  }
  const [only, ...others] = await listOrganizations(sql);
  if (others.length > 0)
    throw new Fault('invalid_input', `There are several organizations: name one by --organization; ${advice}`);
  return only ?? null;
}

/** The usage text of the option. */
export const ORGANIZATION_USAGE = '[--organization SLUG]';
