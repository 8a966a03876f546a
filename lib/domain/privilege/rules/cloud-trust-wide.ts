import { awsCommand } from '../aws-command.ts';
import type { Resource, TrustRule } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { awsWidth } from '../trust/aws-width.ts';
import { azureWidth } from '../trust/azure-width.ts';
import { widest, widthWords } from '../trust/subject-width.ts';
import type { AzureCredential } from '../trust/trust-policy.ts';

export const rule: PrivilegeRule = {
  id: 'cloud-trust-wide',
  title: 'A role of the cloud trusts more jobs than it should',
  why: 'Whoever can run any of these jobs becomes the role: without a secret, without an approval, and often from a branch that nobody has reviewed.',
  severity: 'critical',
  setting:
    'Ask for the audience, and for one repository with one environment or branch, in the trust policy (IAM, Roles, Trust relationships)',
  references: { cicdSec: [2, 5, 6], cis: ['5.1.5'], slsa: [] },
  elsewhere: {
    azure:
      'Ask for one repository with one environment or branch in the federated credential (App registrations, or Managed identities)',
  },
  needs: {
    aws: ['authorization_details'],
    azure: [{ anyOf: ['app_federated_credentials', 'identity_federated_credentials'] }],
  },
  judge: (graph) => graph.resources('cloud_role').flatMap((role) => judgeRole(graph, role)),
};

function judgeRole(graph: InventoryGraph, role: Resource): Outcome[] {
  const sections = role.id.startsWith('app:') ? ['app_federated_credentials'] : ['authorization_details'];
  const reason =
    sections.map((section) => (graph.isRead(section) ? graph.whyUnknown(section, role.id) : null))[0] ?? null;
  if (reason !== null) return [unknown(null, named(role), reason)];
  const trust = graph.control('trust', role.id);
  if (trust?.trust.cloud === 'azure') return judgeAzure(role, trust.trust.credentials);
  if (trust === null || trust.trust.cloud !== 'aws') return [];
  const { statements } = trust.trust;
  // Nobody from outside: that is another matter.
  if (statements.length === 0 && !trust.others.includes('*')) return [];
  const found = faultsOf(trust);
  if (found.words.length === 0) return [pass(null, named(role))];
  if (statements.some(({ effect }) => effect === 'Deny')) {
    return [
      unknown(
        null,
        named(role),
        `The role ${role.name} denies some of what it allows: whom it trusts must be read by people.`,
      ),
    ];
  }
  return [
    fail(null, named(role), {
      says: `The role ${role.name} can be taken by ${found.words.join('; ')}.`,
      evidence: {
        role: role.name,
        trusts: found.words.join('; '),
        subjects: found.subjects,
        issuers: trust.issuers.join(', '),
      },
      ...(found.isOneRepository ? { severity: 'high' } : {}),
      command: awsCommand(['iam', 'update-assume-role-policy'], {
        'role-name': role.name,
        'policy-document': 'file://trust.json',
      }),
    }),
  ];
}

function judgeAzure(role: Resource, credentials: readonly AzureCredential[]): Outcome[] {
  const judged = credentials.map((each) => ({ issuer: each.issuer, name: each.id, found: azureWidth(each) }));
  if (judged.length === 0) return [];
  const wide = judged.flatMap(({ issuer, name, found }) => {
    const words = found === null || found.width === null ? [] : [widthWords(found.width, issuer)];
    if (found?.hasAudience === false) words.push(`tokens of ${issuer} that were meant for somebody else`);
    return words.map((text) => ({ name, text, width: found?.width ?? null, asks: found?.asks ?? '' }));
  });
  if (wide.length === 0) {
    const strange = judged.find(({ found }) => found === null);
    if (strange === undefined) return [pass(null, named(role))];
    return [unknown(null, named(role), `What the credential ${strange.name} asks for is not understood.`)];
  }
  const words = [...new Set(wide.map(({ text }) => text))].join('; ');
  const isWorse = widest(wide.map(({ width }) => width)) !== 'repository';
  return [
    fail(null, named(role), {
      says: `${role.name} can be taken by ${words}.`,
      evidence: {
        identity: role.name,
        trusts: words,
        credentials: [...new Set(wide.map(({ name }) => name))].join(', '),
        asks: [...new Set(wide.map(({ asks }) => asks))].slice(0, 10).join(', '),
      },
      severity: isWorse ? 'critical' : 'high',
      command: null,
    }),
  ];
}

function faultsOf({ trust, issuers, others }: TrustRule) {
  const statements = trust.cloud === 'aws' ? trust.statements : [];
  const judged = statements.flatMap((statement, index) =>
    statement.effect === 'Allow'
      ? [{ issuer: issuers[index] ?? '', ...awsWidth(statement, issuers[index] ?? '') }]
      : [],
  );
  const words = [
    ...judged.flatMap(({ width, issuer }) => (width === null ? [] : [widthWords(width, issuer)])),
    ...judged.flatMap(({ hasAudience, issuer }) =>
      hasAudience ? [] : [`tokens of ${issuer} that were meant for somebody else, since no audience is asked for`],
    ),
    ...(others.includes('*') ? ['every account of AWS'] : []),
  ];
  const subjects = statements
    .flatMap(({ conditions }) => Object.values(conditions).flatMap(Object.entries))
    .flatMap(([key, values]) => (key.endsWith(':sub') ? (values as readonly string[]) : []))
    .slice(0, 10)
    .join(', ');
  const isOneRepository =
    !others.includes('*') &&
    judged.every(({ hasAudience }) => hasAudience) &&
    widest(judged.map(({ width }) => width)) === 'repository';
  return { words: [...new Set(words)], subjects: subjects === '' ? null : subjects, isOneRepository };
}
