import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import { pvwaCommand } from '../pvwa-command.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'account-unmanaged',
  title: 'The vault does not change the password of an account',
  why: 'It stays what it is: with everybody who ever took it, and in every place to which it was copied.',
  severity: 'high',
  setting: 'Turn automatic management on for the account, and mend what keeps the CPM from changing its password',
  references: { cicdSec: [6, 2], cis: [], slsa: [] },
  elsewhere: {
    beyondtrust:
      'Turn automatic password management on for the account (Managed Account, Password and change settings)',
  },
  needs: { cyberark: ['accounts'], beyondtrust: ['managed_accounts'] },
  judge: (graph) =>
    graph.resources('safe').flatMap((safe): Outcome[] => {
      const accounts = graph.resourcesIn(safe.id).filter(({ kind }) => kind === 'account');
      const untold = accounts.some(({ id }) => graph.control('management', id) === null);
      const outcomes = accounts.flatMap((account) => judgeAccount(graph, safe, account));
      // Said once for the safe: the vault's own export tells it of no account.
      const open = unknown(null, named(safe), 'It was not told whether the vault manages its accounts.');
      return untold ? [...outcomes, open] : outcomes;
    }),
};

function judgeAccount(graph: InventoryGraph, safe: Resource, account: Resource): Outcome[] {
  const management = graph.control('management', account.id);
  if (management === null) return [];
  const { automatic, failing, reason } = management;
  if (automatic !== false && failing !== true) return [pass(null, named(account))];
  const number = account.id.slice(account.id.indexOf(':', account.id.lastIndexOf('/')) + 1);
  const evidence = { account: account.name, safe: safe.name, automatic, failing, reason };
  const because = reason === null ? '' : ` (${reason})`;
  if (automatic === false) {
    return [
      fail(null, named(account), {
        says: `The vault does not manage ${account.name} in the safe ${safe.name}${because}.`,
        evidence,
        command: pvwaCommand(
          'PATCH',
          ['Accounts', number],
          [{ op: 'replace', path: '/secretManagement/automaticManagementEnabled', value: true }],
        ),
      }),
    ];
  }
  return [
    fail(null, named(account), {
      says: `The vault fails to manage ${account.name} in the safe ${safe.name}${because}.`,
      evidence,
      command: pvwaCommand('POST', ['Accounts', number, 'Reconcile']),
    }),
  ];
}
