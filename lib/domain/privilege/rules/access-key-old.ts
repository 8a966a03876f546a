import { dayOf, isOlder, seenText } from '../age.ts';
import { awsCommand } from '../aws-command.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'access-key-old',
  title: 'An access key of a user is old',
  why: 'Whoever ever had the key still has it: old laptops, logs, pipelines, people who left. Jobs of CI need none, since they can show a token of their own that ends by itself.',
  severity: 'high',
  setting:
    'Replace the access key by a role that CI assumes with its token, or renew it (IAM, Users, Security credentials)',
  references: { cicdSec: [6, 2], cis: ['2.3.3'], slsa: [] },
  needs: { aws: ['credential_report'] },
  judge: (graph, { accessKeyDays }, now) =>
    graph.principals('token').map((key) => {
      if (key.createdAt === null) return unknown(named(key), graph.organization, 'It was not told how old the key is.');
      if (!isOlder(key.createdAt, accessKeyDays, now)) return pass(named(key), graph.organization);
      return fail(named(key), graph.organization, {
        says: `The ${key.name} was last renewed on ${dayOf(key.createdAt)}.`,
        evidence: {
          user: key.owner,
          last_renewed: dayOf(key.createdAt),
          last_used: seenText(key.lastActiveAt),
          policy_days: accessKeyDays,
        },
        command: awsCommand(['iam', 'create-access-key'], { 'user-name': key.owner ?? '' }),
      });
    }),
};
