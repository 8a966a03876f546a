import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'account-change-rare',
  title: 'A password is changed too rarely, or not after it was taken',
  why: 'Who took the password once goes on having it, until it is changed some day: nothing ends what was meant for an hour.',
  severity: 'high',
  setting:
    'Change the password after any release, and at least every 90 days (Managed Account, Password and change settings)',
  references: { cicdSec: [6, 2], cis: [], slsa: [] },
  needs: { beyondtrust: ['managed_accounts'] },
  judge: (graph, { accountDays }) =>
    graph.resources('account').map((account): Outcome => {
      const management = graph.control('management', account.id);
      const everyDays = management?.everyDays ?? null;
      const afterRelease = management?.afterRelease ?? null;
      const isRare = everyDays !== null && everyDays > accountDays;
      if (isRare || afterRelease === false) {
        const what = isRare ? `only every ${everyDays} days` : 'by time alone, not after somebody took it';
        return fail(null, named(account), {
          says: `The password of ${account.name} is changed ${what}.`,
          evidence: {
            account: account.name,
            every_days: everyDays,
            after_release: afterRelease,
            policy_days: accountDays,
          },
          command: null,
        });
      }
      if (everyDays !== null && afterRelease !== null) return pass(null, named(account));
      return unknown(null, named(account), 'It was not told when the password is changed.');
    }),
};
