import { fail, named, pass } from '../outcomes.ts';
import { productionSafes } from '../production-safes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'admin-entitled-production',
  title: "Administrators of the vault may take passwords of production's",
  why: 'Who administers the vault also decides who may take what, and reads what was recorded of it: nobody watches them.',
  severity: 'high',
  setting:
    'Give passwords of production to a group of its own, without administrators (Configuration, Role Based Access, User Groups)',
  references: { cicdSec: [2, 5], cis: [], slsa: [] },
  needs: { beyondtrust: ['entitlements'] },
  judge: (graph, settings) =>
    productionSafes(graph, settings).flatMap(({ safe, because }): Outcome[] => {
      const holders = new Map<string, number>();
      for (const { id } of graph.resourcesIn(safe.id)) {
        for (const { principal, level } of graph.grantsOn(id)) {
          if (level === 5) holders.set(principal, (holders.get(principal) ?? 0) + 1);
        }
      }
      if (holders.size === 0) return [pass(null, named(safe))];
      return [...holders].flatMap(([id, accounts]) => {
        const group = graph.principal(id);
        if (group === null) return [];
        return [
          fail(named(group), named(safe), {
            says: `The administrators ${group.name} may take passwords of ${safe.name}.`,
            evidence: { group: group.name, system: safe.name, accounts, ...because },
            command: null,
          }),
        ];
      });
    }),
};
