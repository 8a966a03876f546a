import type { Named } from '../inventory.ts';
import { fail, named, pass } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { workloadAccess } from '../workload-access.ts';

export const rule: PrivilegeRule = {
  id: 'workload-denied',
  title: 'A workload is denied again and again',
  why: 'Something asks for what it may not have: a deployment that is broken, or somebody who tries. Among many denials nobody sees the one that matters.',
  severity: 'medium',
  setting: 'Find what asks, and stop it; or mend its access policy where it should be let in (Aembit, Access Policies)',
  references: { cicdSec: [2, 10], cis: [], slsa: [] },
  needs: { aembit: ['access'] },
  judge: (graph, { deniedAtLeast }) =>
    workloadAccess(graph).map(({ access, server }): Outcome => {
      const { client, denied, authorized, lastDeniedAt, lastAuthorizedAt, denials } = access;
      const who: Named | null = client;
      // Who was let in since has what it needs.
      const isOver = lastAuthorizedAt !== null && lastDeniedAt !== null && lastAuthorizedAt >= lastDeniedAt;
      if (denied < deniedAtLeast || isOver || lastDeniedAt === null) return pass(who, named(server));
      const [first] = denials;
      return fail(who, named(server), {
        // Without a day: it would be another one with every inventory.
        says: `${client?.name ?? 'A workload that Aembit does not know'} is denied ${server.name} again and again.`,
        evidence: {
          workload: client?.name ?? null,
          asks_for: server.name,
          policy: access.policy,
          // A number would change with every inventory.
          denied: `at least ${deniedAtLeast} times in 30 days`,
          ever_let_in: authorized > 0,
          reason: first?.reason ?? null,
          trust_provider: first?.provider ?? null,
        },
        command: null,
      });
    }),
};
