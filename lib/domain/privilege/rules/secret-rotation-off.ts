import { dayOf, isUnused, seenText } from '../age.ts';
import { awsCommand } from '../aws-command.ts';
import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import type { PrivilegeSettings } from '../settings.ts';

export const rule: PrivilegeRule = {
  id: 'secret-rotation-off',
  title: 'A stored secret is not renewed by itself, never ends, or is read by nobody',
  why: 'What nobody has to renew is not renewed. What nobody reads can be removed today, and until then only helps who should not have it.',
  severity: 'medium',
  setting: 'Turn on automatic rotation, and remove secrets that nobody reads (Secrets Manager, Rotation)',
  references: { cicdSec: [6], cis: ['2.3.3'], slsa: [] },
  elsewhere: { azure: 'Give the secret an end, and renew it before (Key Vault, Secrets)' },
  needs: { aws: ['secrets'], azure: ['vault_secrets'] },
  judge: (graph, settings, now) => graph.resources('secret').map((secret) => judgeSecret(graph, secret, settings, now)),
};

function judgeSecret(graph: InventoryGraph, secret: Resource, { unreadDays }: PrivilegeSettings, now: Date): Outcome {
  const { enabled = null, managed = false, everyDays = null } = graph.control('rotation', secret.id) ?? {};
  // An end does what a rotation does: it makes somebody renew it.
  const ends = secret.expiresAt instanceof Date;
  const renewed = managed || ends ? true : secret.expiresAt === 'never' && enabled === null ? false : enabled;
  const unread = isUnused(secret.lastUsedAt, secret.createdAt, unreadDays, now);
  const wrong = [
    renewed === false ? 'nothing renews it, and it has no end' : null,
    unread === true ? `nobody has read it for ${unreadDays} days` : null,
  ].filter((text) => text !== null);
  if (wrong.length === 0) {
    if (renewed === null) return unknown(null, named(secret), 'It was not told whether anything renews the secret.');
    return pass(null, named(secret));
  }
  return fail(null, named(secret), {
    says: `The secret ${secret.name}: ${wrong.join(', and ')}.`,
    evidence: {
      name: secret.name,
      rotation: managed ? 'by its service' : enabled === null ? 'not told' : enabled,
      every_days: everyDays,
      ends: seenText(secret.expiresAt),
      last_read: seenText(secret.lastUsedAt),
      created: secret.createdAt === null ? null : dayOf(secret.createdAt),
    },
    command: commandOf(graph, secret, unread === true),
  });
}

function commandOf(graph: InventoryGraph, { id }: Resource, isUnread: boolean): string | null {
  if (graph.inventory.source !== 'aws') return null;
  return isUnread
    ? awsCommand(['secretsmanager', 'delete-secret'], { 'secret-id': id, 'recovery-window-in-days': 30 })
    : awsCommand(['secretsmanager', 'rotate-secret'], {
        'secret-id': id,
        'rotation-rules': 'AutomaticallyAfterDays=90',
      });
}
