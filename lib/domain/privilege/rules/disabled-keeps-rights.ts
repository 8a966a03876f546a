import { dayOf } from '../age.ts';
import { numberOf } from '../github-command.ts';
import { gitlabCommand } from '../gitlab-command.ts';
import type { Principal } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import { pvwaCommand } from '../pvwa-command.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { isExpired } from '../safe-access.ts';

export const rule: PrivilegeRule = {
  id: 'disabled-keeps-rights',
  title: 'An account that was disabled or is over keeps its rights',
  why: 'Whoever enables it again, by mistake or by intent, has all it ever had. Nobody looks at what an account that is off may do.',
  severity: 'high',
  setting: 'Take the person out of safes and groups, or delete the account',
  references: { cicdSec: [2], cis: ['1.3.1'], slsa: [] },
  elsewhere: { gitlab: 'Remove the person from the group and its projects (Manage, Members)' },
  needs: { cyberark: ['users', 'safes', 'safe_members'], gitlab: ['members'], beyondtrust: ['users', 'entitlements'] },
  judge: (graph, _settings, now) =>
    graph.principals('human').map((who): Outcome => {
      const isOver = isExpired(who, now);
      if (who.suspended === null && !isOver) {
        return unknown(named(who), graph.organization, 'It was not told whether the account is enabled.');
      }
      const keeps = who.suspended === true || isOver ? whatIsLeft(graph, who) : null;
      if (keeps === null) return pass(named(who), graph.organization);
      const how = isOver && who.expiresAt instanceof Date ? `ended on ${dayOf(who.expiresAt)}` : 'is disabled';
      return fail(named(who), graph.organization, {
        says: `The account ${who.name} ${how}, and keeps ${keeps}.`,
        evidence: { account: who.name, state: how, keeps },
        command: commandOf(graph, who),
      });
    }),
};

function whatIsLeft(graph: InventoryGraph, who: Principal): string | null {
  const on = new Set(graph.grantsOf(who.id).map(({ resource }) => resource));
  const safes = on.size - (on.has('org') ? 1 : 0);
  const groups = graph.groupsOf(who.id).size;
  const [whole, one, many] =
    graph.inventory.source === 'gitlab'
      ? ['a role in the group', 'project', 'projects']
      : ['authorizations of the vault', 'safe', 'safes'];
  const found = [
    on.has('org') ? whole : null,
    safes > 0 ? `rights on ${safes} ${safes === 1 ? one : many}` : null,
    groups > 0 ? `${groups} ${groups === 1 ? 'group' : 'groups'}` : null,
  ].filter((text) => text !== null);
  return found.length === 0 ? null : found.join(', ');
}

function commandOf({ inventory }: InventoryGraph, { id }: Principal): string | null {
  const { source, scope } = inventory;
  if (source === 'gitlab') return gitlabCommand('DELETE', ['groups', scope, 'members', numberOf(id)]);
  return source !== 'cyberark' ? null : pvwaCommand('DELETE', ['Users', id.slice(id.indexOf(':') + 1)]);
}
