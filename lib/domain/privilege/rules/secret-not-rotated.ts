import { dayOf, isOlder } from '../age.ts';
import { awsCommand } from '../aws-command.ts';
import { policyDaysOf } from '../credential-age.ts';
import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { unreadUpdateSecrets } from '../unread-update-secrets.ts';

export const rule: PrivilegeRule = {
  id: 'secret-not-rotated',
  title: 'A secret was not renewed for a long time',
  why: 'Everyone who ever had it still has it: people who left, old logs, backups. Renewing it ends all of that at once.',
  severity: 'high',
  setting: 'Renew the secret where it was issued, and set it again (Settings, Secrets and variables, Actions)',
  references: { cicdSec: [6], cis: ['2.3.3'], slsa: [] },
  elsewhere: {
    vault: 'Renew the secret where it was issued, and write a new version of it (vault kv put)',
    azure: 'Renew the secret where it was issued, and set a new version of it with an end (Key Vault, Secrets)',
    aws: 'Renew the secret now, and let it be renewed by itself (Secrets Manager, Rotation)',
  },
  needs: {
    github: ['repositories', { oneOf: ['organization_secrets', 'repository_secrets', 'environment_secrets'] }],
    aws: ['secrets'],
    vault: ['kv_metadata'],
    azure: ['vault_secrets'],
  },
  judge: (graph, settings, now) => [
    ...(graph.inventory.source === 'github' ? unread(graph) : []),
    ...graph.resources('secret').map((secret) => {
      const { updatedAt } = secret;
      const secretDays = policyDaysOf('secret', graph.inventory.source, settings);
      if (graph.control('rotation', secret.id)?.managed === true) return pass(null, named(secret));
      if (updatedAt === null) return unknown(null, named(secret), 'It was not told when the secret was set.');
      if (!isOlder(updatedAt, secretDays, now)) return pass(null, named(secret));
      return fail(null, named(secret), {
        says: `The secret ${secret.name} was last set on ${dayOf(updatedAt)}.`,
        evidence: { name: secret.name, last_set: dayOf(updatedAt), policy_days: secretDays },
        command: renewal(graph, secret),
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
    return [...(reason === undefined ? [] : [unknown(null, named(repo), reason)]), ...unreadUpdateSecrets(graph, repo)];
  });
  return [...organization, ...unreadUpdateSecrets(graph, graph.organization), ...repositories];
}

/** Of a secret that something can renew by itself. */
function renewal(graph: InventoryGraph, { id }: Resource): string | null {
  const isAutomatic = graph.inventory.source === 'aws' && graph.control('rotation', id)?.enabled === true;
  return isAutomatic ? awsCommand(['secretsmanager', 'rotate-secret'], { 'secret-id': id }) : null;
}
