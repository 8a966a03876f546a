import { dayOf, isOlder } from '../age.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'secret-not-rotated',
  title: 'A secret of CI was not renewed for a long time',
  why: 'Everyone who ever had it still has it: people who left, old logs, backups. Renewing it ends all of that at once.',
  severity: 'high',
  setting: 'Renew the secret where it was issued, and set it again (Settings, Secrets and variables, Actions)',
  references: { cicdSec: [6], cis: ['2.3.3'], slsa: [] },
  needs: { github: ['repositories', { oneOf: ['organization_secrets', 'repository_secrets', 'environment_secrets'] }] },
  judge: (graph, { secretDays }, now) => [
    ...unread(graph),
    ...graph.resources('secret').map((secret) => {
      const { updatedAt } = secret;
      if (updatedAt === null) return unknown(null, named(secret), 'It was not told when the secret was set.');
      if (!isOlder(updatedAt, secretDays, now)) return pass(null, named(secret));
      return fail(null, named(secret), {
        says: `The secret ${secret.name} was last set on ${dayOf(updatedAt)}.`,
        evidence: { name: secret.name, last_set: dayOf(updatedAt), policy_days: secretDays },
        command: null,
      });
    }),
  ],
};

/** Secrets that were not read may be old, or renewed by now. */
function unread(graph: InventoryGraph): Outcome[] {
  const sections = ['repository_secrets', 'environment_secrets'];
  const above = graph.whyUnknown('organization_secrets', 'org');
  const organization = above === null ? [] : [unknown(null, graph.organization, above)];
  const repositories = graph.resources('repo').flatMap((repo) => {
    const reason = sections.map((section) => graph.whyUnknown(section, repo.id)).find((text) => text !== null);
    return reason === undefined ? [] : [unknown(null, named(repo), reason)];
  });
  return [...organization, ...repositories];
}
