import { isUnused, seenText } from '../age.ts';
import { githubCommand } from '../github-command.ts';
import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'unused-owner',
  title: 'An owner has done nothing for a long time',
  why: 'Nobody notices when an account that nobody uses is used by somebody else. Rights that were not needed for months are not needed.',
  severity: 'high',
  setting: 'Make owners that are not active members (People, Role)',
  references: { cicdSec: [2], cis: ['1.3.1'], slsa: [] },
  needs: { github: ['admins', 'audit_log'] },
  judge: (graph, { unusedDays }, now) =>
    graph.owners().map((owner) => {
      const unused = isUnused(owner.lastActiveAt, null, unusedDays, now);
      return judged(unused === null ? null : !unused, named(owner), graph.organization, {
        reason: 'The audit log that was delivered does not reach far enough back.',
        says: `${owner.name} owns ${graph.organization.name}, and the audit log has nothing of theirs in ${unusedDays} days.`,
        evidence: { role: 'owner', last_active: seenText(owner.lastActiveAt), policy_days: unusedDays },
        command: githubCommand('PUT', ['orgs', graph.organization.name, 'memberships', owner.name], { role: 'member' }),
      });
    }),
};
