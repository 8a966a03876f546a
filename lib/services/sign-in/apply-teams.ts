import type { Transaction } from '#db/client.ts';
import type { StoredMapping } from '#db/queries/sign-in-policies.ts';
import { setGroupTeams } from '#db/queries/team-members.ts';
import { teamsOfGroups } from '#lib/domain/sign-in/choose-role.ts';
import { writeAudit } from '../audit/write-audit.ts';

interface Person {
  orgId: number;
  userId: number;
  name: string;
}

/** Puts somebody into the teams of their groups, and takes them out of those that groups had put them into before. */
export async function applyTeams(
  tx: Transaction,
  { orgId, userId, name }: Person,
  given: {
    mappings: readonly StoredMapping[];
    provider: { id: string; name: string };
    groups: readonly string[];
    now: Date;
  },
): Promise<void> {
  const { mappings, provider, groups, now } = given;
  const changed = await setGroupTeams(tx, { orgId }, userId, teamsOfGroups(mappings, provider.id, groups));
  const by = { orgId, at: now, actor: { kind: 'system', id: null, name: provider.name } as const, source: null };
  const target = { kind: 'person', id: String(userId), name } as const;
  for (const { slug, isMember } of changed) {
    const detail = { team: slug, change: isMember ? 'added' : 'removed', provider: provider.id };
    await writeAudit(tx, by, { verb: 'team.members_changed', target, detail });
  }
}
