import { fail, named, pass } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { workloadAccess } from '../workload-access.ts';

export const rule: PrivilegeRule = {
  id: 'workload-trust-mismatch',
  title: 'No workload fits what a policy trusts',
  why: 'The policy compares a claim with a value that nobody presents: it lets nobody in, so that somebody will loosen it in a hurry. Or another repository tries to be the one that it names.',
  severity: 'medium',
  setting: 'Compare the match rule of the trust provider with the claims of the workload (Aembit, Trust Providers)',
  references: { cicdSec: [2, 5], cis: [], slsa: [] },
  needs: { aembit: ['access'] },
  judge: (graph) =>
    workloadAccess(graph).flatMap(({ access, server }): Outcome[] => {
      const wrong = access.denials.find(({ attribute }) => attribute !== null);
      if (wrong === undefined) return [];
      if (access.authorized > 0) return [pass(access.client, named(server))];
      const { provider, attribute, expected, actual } = wrong;
      return [
        fail(access.client, named(server), {
          says: `${provider ?? 'A trust provider'} wants ${attribute} to be ${expected ?? 'something else'}, and ${access.client?.name ?? 'the workload'} presents ${actual ?? 'nothing'}.`,
          evidence: {
            workload: access.client?.name ?? null,
            asks_for: server.name,
            policy: access.policy,
            trust_provider: provider,
            attribute,
            expected,
            presented: actual,
          },
          command: null,
        }),
      ];
    }),
};
