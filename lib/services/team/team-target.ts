import type { Team } from '#db/queries/teams-read.ts';
import type { AuditTarget } from '#lib/domain/audit/entry.ts';

/** A team, as the audit log names it. */
export const teamTarget = ({ slug, name }: Pick<Team, 'slug' | 'name'>): AuditTarget => ({
  kind: 'team',
  id: slug,
  name,
});
