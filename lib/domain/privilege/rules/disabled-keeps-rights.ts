import { dayOf } from '../age.ts';
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
  needs: { cyberark: ['users', 'safes', 'safe_members'] },
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
        command: pvwaCommand('DELETE', ['Users', who.id.slice(who.id.indexOf(':') + 1)]),
      });
    }),
};

function whatIsLeft(graph: InventoryGraph, who: Principal): string | null {
  const on = new Set(graph.grantsOf(who.id).map(({ resource }) => resource));
  const safes = on.size - (on.has('org') ? 1 : 0);
  const groups = graph.groupsOf(who.id).size;
  const found = [
    on.has('org') ? 'authorizations of the vault' : null,
    safes > 0 ? `rights on ${safes} ${safes === 1 ? 'safe' : 'safes'}` : null,
    groups > 0 ? `${groups} ${groups === 1 ? 'group' : 'groups'}` : null,
  ].filter((text) => text !== null);
  return found.length === 0 ? null : found.join(', ');
}
