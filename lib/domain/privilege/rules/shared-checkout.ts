import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
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
  elsewhere: {
    beyondtrust: 'Set the concurrent requests of the managed account to one, or change the password after any release',
  },
  needs: { cyberark: ['platforms'], beyondtrust: ['managed_accounts'] },
  judge: (graph) =>
    graph.inventory.source === 'cyberark'
      ? judgePlatforms(graph)
      : graph.resources('account').flatMap((account) => judgeAccount(graph, account)),
};

/** Of CyberArk: what is set for a kind of accounts. */
function judgePlatforms(graph: InventoryGraph): Outcome[] {
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
}

/** Of BeyondTrust: how many requests an account takes at a time. */
function judgeAccount(graph: InventoryGraph, account: Resource): Outcome[] {
  const checkout = graph.control('checkout', account.id);
  if (checkout === null) return [];
  const { exclusive, oneTime, concurrent } = checkout;
  if (exclusive === true || oneTime === true) return [pass(null, named(account))];
  return [
    fail(null, named(account), {
      says: `The password of ${account.name} is taken by several people at a time, and not changed afterwards.`,
      evidence: { account: account.name, concurrent_requests: concurrent === 0 ? 'any number' : concurrent },
      command: null,
    }),
  ];
}
