import { dayOf, isOlder } from '../age.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import { pvwaCommand } from '../pvwa-command.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'account-not-changed',
  title: 'The password of a privileged account was not changed for a long time',
  why: 'Everybody who ever took it still has it: people who left, old scripts, logs. Changing it ends all of that at once.',
  severity: 'high',
  setting: 'Change the password of the account, and let its platform do so periodically',
  references: { cicdSec: [6, 2], cis: [], slsa: [] },
  needs: { cyberark: ['accounts'], beyondtrust: ['managed_accounts'] },
  judge: (graph, { accountDays }, now) =>
    graph.resources('account').map((account): Outcome => {
      const { updatedAt, createdAt } = account;
      const since = updatedAt ?? createdAt;
      if (since === null) return unknown(null, named(account), 'It was not told when the password was changed.');
      const policy = graph.control('management', account.id)?.everyDays ?? accountDays;
      if (!isOlder(since, policy, now)) return pass(null, named(account));
      const number = account.id.slice(account.id.indexOf(':', account.id.lastIndexOf('/')) + 1);
      const safe = account.parent === null ? null : graph.resource(account.parent);
      return fail(null, named(account), {
        says: `The password of ${account.name}${safe === null ? '' : ` in ${safe.name}`} was last changed on ${dayOf(since)}.`,
        evidence: {
          account: account.name,
          safe: safe?.name ?? null,
          last_changed: dayOf(since),
          policy_days: policy,
        },
        command: graph.inventory.source === 'cyberark' ? pvwaCommand('POST', ['Accounts', number, 'Change']) : null,
      });
    }),
};
