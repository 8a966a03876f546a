import type { Role } from '#lib/domain/access/role.ts';
import type { GroupMapping } from '#lib/domain/sign-in/choose-role.ts';
import type { SecondFactorRule } from '#lib/domain/sign-in/second-factor-policy.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface SignInPolicy {
  secondFactor: SecondFactorRule;
  admitByGroup: boolean;
  admitDomains: string[];
  admitRole: Role;
}

/** Of an organization that has set none: only people who were invited get in, with a password alone if they like. */
export const NO_POLICY: SignInPolicy = {
  secondFactor: 'nobody',
  admitByGroup: false,
  admitDomains: [],
  admitRole: 'viewer',
};

export async function findSignInPolicy(sql: Connection, scope: OrganizationScope): Promise<SignInPolicy> {
  const [row] = await sql<SignInPolicy[]>`
    select second_factor, admit_by_group, admit_domains, admit_role from sign_in_policies where org_id = ${scope.orgId}`;
  return row ?? NO_POLICY;
}

export async function saveSignInPolicy(sql: Transaction, scope: OrganizationScope, input: SignInPolicy): Promise<void> {
  const { secondFactor, admitByGroup, admitDomains, admitRole } = input;
  await sql`
    insert into sign_in_policies (org_id, second_factor, admit_by_group, admit_domains, admit_role)
    values (${scope.orgId}, ${secondFactor}, ${admitByGroup}, ${admitDomains}, ${admitRole})
    on conflict (org_id) do update set second_factor = excluded.second_factor,
      admit_by_group = excluded.admit_by_group, admit_domains = excluded.admit_domains, admit_role = excluded.admit_role`;
}

/** Organizations that may let in somebody without an invitation. Read before anybody is signed in. */
export async function listAdmittingOrganizations(sql: Connection): Promise<number[]> {
  const rows = await sql<{ orgId: number }[]>`
    select org_id from sign_in_policies where admit_by_group or cardinality(admit_domains) > 0 order by org_id limit 1000`;
  return rows.map(({ orgId }) => orgId);
}

export interface StoredMapping extends GroupMapping {
  id: number;
  createdAt: Date;
  /** Of the team; null for a role. */
  teamSlug: string | null;
  teamName: string | null;
}

export async function listGroupMappings(sql: Connection, scope: OrganizationScope): Promise<StoredMapping[]> {
  return sql<StoredMapping[]>`
    select m.id, m.provider, m.group_name as group, m.role, m.team_id, m.created_at, t.slug as team_slug, t.name as team_name
    from group_mappings m left join teams t on t.org_id = m.org_id and t.id = m.team_id
    where m.org_id = ${scope.orgId} order by m.provider, m.group_name, m.role, t.slug limit 5000`;
}

/** Null when there is one like it. */
export async function insertGroupMapping(
  sql: Transaction,
  scope: OrganizationScope,
  input: GroupMapping & { now: Date },
): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`
    insert into group_mappings (org_id, provider, group_name, role, team_id, created_at)
    values (${scope.orgId}, ${input.provider}, ${input.group}, ${input.role}, ${input.teamId}, ${input.now})
    on conflict do nothing returning id`;
  return row?.id ?? null;
}

/** False when there is none. */
export async function deleteGroupMapping(sql: Transaction, scope: OrganizationScope, id: number): Promise<boolean> {
  const rows = await sql`delete from group_mappings where org_id = ${scope.orgId} and id = ${id} returning 1`;
  return rows.length > 0;
}
