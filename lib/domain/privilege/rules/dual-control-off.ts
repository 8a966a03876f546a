import { fail, named, pass, unknown } from '../outcomes.ts';
import { productionSafes } from '../production-safes.ts';
import type { PrivilegeRule } from '../rule.ts';
import { dualControlOf } from '../safe-control.ts';

export const rule: PrivilegeRule = {
  id: 'dual-control-off',
  title: "One person alone takes a password of production's",
  why: 'Nobody else is asked, and nobody else knows. A stolen account of one member is enough to be in production.',
  severity: 'high',
  setting:
    'Require dual control for the platforms of these accounts (Policies, Master Policy, Privileged Access Workflows, with an exception for the platform)',
  references: { cicdSec: [1, 5], cis: [], slsa: [] },
  needs: { cyberark: ['safes'] },
  judge: (graph, settings) =>
    productionSafes(graph, settings).map(({ safe, because }) => {
      const control = dualControlOf(graph, safe);
      if (control.required === null) return unknown(null, named(safe), control.reason);
      if (control.required) return pass(null, named(safe));
      return fail(null, named(safe), {
        says: `Passwords of the safe ${safe.name} are taken without anybody's approval.`,
        evidence: { safe: safe.name, seen: control.reason, ...because },
        command: null,
      });
    }),
};
