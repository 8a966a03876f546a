import { azCommand } from '../az-command.ts';
import { fail, named, pass } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'workload-rights-wide',
  title: 'A workload may change everything in a subscription',
  why: 'Whoever runs a job as it, or finds a secret of it, changes or deletes all that runs there. Deployments need a right on what they deploy.',
  severity: 'high',
  setting:
    'Give the workload its role on the resource group that it deploys to, and not on the subscription (Access control)',
  references: { cicdSec: [2, 5], cis: ['5.1.5'], slsa: [] },
  needs: { azure: ['role_assignments'] },
  judge: (graph) =>
    graph.principals('workload', 'service_account').map((who) => {
      const wide = graph.grantsOf(who.id).filter(({ resource, level }) => resource === 'org' && level >= 4);
      if (wide.length === 0) return pass(named(who), graph.organization);
      const roles = [...new Set(wide.map(({ permission }) => permission))].sort().join(', ');
      return fail(named(who), graph.organization, {
        says: `${who.name} is ${roles} of the whole subscription ${graph.organization.name}.`,
        evidence: { workload: who.name, roles, on: 'the subscription' },
        command: azCommand(['role', 'assignment', 'delete'], {
          assignee: who.id.slice(who.id.indexOf(':') + 1),
          role: wide[0]?.permission ?? '',
          scope: `/subscriptions/${graph.organization.name}`,
        }),
      });
    }),
};
