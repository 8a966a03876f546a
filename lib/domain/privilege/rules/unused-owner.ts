import { isUnused, seenText } from '../age.ts';
import { githubCommand, numberOf } from '../github-command.ts';
import { gitlabCommand } from '../gitlab-command.ts';
import type { Principal } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'unused-owner',
  title: 'An owner has done nothing for a long time',
  why: 'Nobody notices when an account that nobody uses is used by somebody else. Rights that were not needed for months are not needed.',
  severity: 'high',
  setting: 'Make owners that are not active members (People, Role)',
  references: { cicdSec: [2], cis: ['1.3.1'], slsa: [] },
  elsewhere: {
    gitlab: 'Give owners that are not active a lower role (Manage, Members)',
    aws: 'Take all rights from accounts that are not used, or remove them (IAM, Users)',
    cyberark: 'Take vault authorizations from accounts that are not used, and the accounts out of Vault Admins',
    beyondtrust: 'Take accounts that are not used out of the administrators (Configuration, Role Based Access)',
  },
  needs: {
    github: ['admins', 'audit_log'],
    gitlab: ['members', { oneOf: ['billable_members', 'enterprise_users'] }],
    aws: ['credential_report', 'authorization_details'],
    cyberark: ['users', 'groups'],
    beyondtrust: ['users', 'entitlements'],
  },
  judge: (graph, { unusedDays }, now) =>
    ownersOf(graph)
      .filter(isExpectedToAct)
      .map((owner) => {
        const unused = isUnused(owner.lastActiveAt, owner.createdAt, unusedDays, now);
        return judged(unused === null ? null : !unused, named(owner), graph.organization, {
          reason: reasonOf(graph),
          says: `${owner.name} owns ${graph.organization.name}, and ${seenIn(graph)} nothing of theirs in ${unusedDays} days.`,
          evidence: { role: 'owner', last_active: seenText(owner.lastActiveAt), policy_days: unusedDays },
          command: commandOf(graph, owner),
        });
      }),
};

/** Those of groups too; what a vault makes itself is nobody who could be asked. */
function ownersOf(graph: InventoryGraph): Principal[] {
  const owners = graph.owners().flatMap((owner) => (owner.kind === 'group' ? graph.peopleIn(owner.id) : [owner]));
  return [...new Set(owners)].filter(({ kind, suspended }) => kind !== 'service_account' && suspended !== true);
}

/** Root of an AWS account is for emergencies: that nobody uses it is as it should be. */
const isExpectedToAct = ({ id }: Principal): boolean => !/^arn:aws[a-z-]*:iam::[0-9]+:root$/.test(id);

const reasonOf = (graph: InventoryGraph): string =>
  graph.inventory.source === 'github'
    ? 'The audit log that was delivered does not reach far enough back.'
    : 'It was not told when this owner was last seen.';

const seenIn = (graph: InventoryGraph): string =>
  graph.inventory.source === 'github' ? 'the audit log has' : 'there is';

function commandOf(graph: InventoryGraph, { id, name }: Principal): string | null {
  const { source, scope } = graph.inventory;
  if (source === 'github') return githubCommand('PUT', ['orgs', scope, 'memberships', name], { role: 'member' });
  if (source !== 'gitlab') return null;
  return gitlabCommand('PUT', ['groups', scope, 'members', numberOf(id)], { access_level: 30 });
}
