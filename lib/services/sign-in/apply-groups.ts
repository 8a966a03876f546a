import type { Transaction } from '#db/client.ts';
import { findSignInPolicy, listGroupMappings } from '#db/queries/sign-in-policies.ts';
import { countActiveAdministrators, findPerson, lockPeople, type NamedPerson, setAccess } from '#db/queries/users.ts';
import { refuseChangeOfPerson } from '#lib/domain/access/refuse-change-of-person.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { admittedRole, roleOfGroups } from '#lib/domain/sign-in/choose-role.ts';
import type { Profile } from '#lib/domain/sign-in/profile.ts';
import type { Provider } from '#lib/domain/sign-in/provider.ts';
import type { Logger } from '#lib/log.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { type AuditEvent, writeAudit } from '../audit/write-audit.ts';
import { applyTeams } from './apply-teams.ts';
import { keepSeenGroups } from './keep-seen-groups.ts';

export interface Confirmed {
  provider: Provider;
  profile: Profile;
}

interface Access {
  role: Role;
  disabled: boolean;
  /** Provider whose groups gave the role; null when it is nobody's to take away. */
  roleFrom: string | null;
}

/** What somebody has after signing in with these groups; null when nothing changes. */
function accessBy(provider: string, person: NamedPerson, ofGroups: Role | null, admitted: Role | null): Access | null {
  const byGroups = person.roleFrom === provider;
  // Somebody whom a person disabled stays out, whatever the groups say.
  if (person.disabled && !byGroups) return null;
  if (ofGroups !== null) return { role: ofGroups, disabled: false, roleFrom: provider };
  if (!byGroups) return null;
  if (admitted !== null) return { role: admitted, disabled: false, roleFrom: null };
  return { role: person.role, disabled: true, roleFrom: provider };
}

function eventsOf(person: NamedPerson, after: Access, provider: string): AuditEvent[] {
  const target = { kind: 'person', id: String(person.id), name: person.name } as const;
  const events: AuditEvent[] = [];
  if (after.role !== person.role) {
    events.push({ verb: 'person.role_changed', target, detail: { from: person.role, to: after.role, provider } });
  }
  if (after.disabled !== person.disabled) {
    events.push({ verb: after.disabled ? 'person.disabled' : 'person.enabled', target, detail: { provider } });
  }
  return events;
}

/**
 * Gives a person of an organization the role and the teams of their groups. A role that groups gave goes when they no longer do, and
 * access with it; one that was given by hand stays until a group gives another. The last administrator stays one.
 */
export async function applyGroups(
  tx: Transaction,
  { orgId, userId, now, log }: { orgId: number; userId: number; now: Date; log: Logger },
  { provider, profile }: Confirmed,
): Promise<void> {
  if (profile.groups === null)
    return log.warn({ provider: provider.id, user: userId }, 'groups are not known; the role stays');
  const scope = { orgId };
  await lockPeople(tx, scope);
  const person = await findPerson(tx, scope, userId);
  if (person === null) return;
  await keepSeenGroups(tx, scope, { provider: provider.id, groups: profile.groups, now });
  const mappings = await listGroupMappings(tx, scope);
  await applyTeams(tx, { orgId, userId, name: person.name }, { mappings, provider, groups: profile.groups, now });
  const ofGroups = roleOfGroups(mappings, provider.id, profile.groups);
  const policy = await findSignInPolicy(tx, scope);
  const admission = { byGroup: policy.admitByGroup, domains: policy.admitDomains, role: policy.admitRole };
  const access = accessBy(provider.id, person, ofGroups, admittedRole(admission, { ...profile, ofGroups }));
  if (access === null) return releaseUnseen(tx, { orgId, now });
  const change = { kind: 'change', role: access.role, disabled: access.disabled } as const;
  const activeAdministrators = await countActiveAdministrators(tx, scope);
  const refusal = refuseChangeOfPerson({ actorId: null, person, change, activeAdministrators });
  if (refusal !== null)
    return log.warn({ provider: provider.id, user: userId, refusal }, 'groups do not change the role');
  await setAccess(tx, scope, userId, { ...access, now });
  await releaseUnseen(tx, { orgId, now });
  const by = { orgId, at: now, actor: { kind: 'system', id: null, name: provider.name } as const, source: null };
  for (const event of eventsOf(person, access, provider.id)) await writeAudit(tx, by, event);
}
