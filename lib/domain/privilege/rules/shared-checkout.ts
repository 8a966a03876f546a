import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'shared-checkout',
  title: 'Several people have one privileged password at the same time',
  why: 'What was done with the account was done by any of them. Who took the password once keeps it until it is changed.',
  severity: 'medium',
  setting:
    'Enforce exclusive access with check-in and check-out, or one-time passwords, for the platform (Policies, Master Policy, Privileged Access Workflows)',
  references: { cicdSec: [2, 10], cis: [], slsa: [] },
  needs: { cyberark: ['platforms'] },
  judge(graph) {
    const used = new Map<string, number>();
    for (const { tags } of graph.resources('account')) {
      const platform = tags?.platform?.toLowerCase();
      if (platform !== undefined) used.set(platform, (used.get(platform) ?? 0) + 1);
    }
    return graph.resources('platform').flatMap((platform): Outcome[] => {
      const accounts = used.get(platform.name.toLowerCase()) ?? 0;
      // A platform without accounts has no password that anybody could share.
      if (accounts === 0 && graph.isRead('accounts')) return [];
      const { exclusive = null, oneTime = null } = graph.control('checkout', platform.id) ?? {};
      if (exclusive === true || oneTime === true) return [pass(null, named(platform))];
      if (exclusive === null || oneTime === null) {
        return [unknown(null, named(platform), 'It was not told whether a password is taken by one person at a time.')];
      }
      return [
        fail(null, named(platform), {
          says: `Passwords of the platform ${platform.name} are taken by several people at a time.`,
          evidence: { platform: platform.name, accounts, exclusive, one_time: oneTime },
          command: null,
        }),
      ];
    });
  },
};
