import type { Severity } from '#lib/domain/finding/finding.ts';
import { type Entry, entriesOf, get, itemsOf, type Node, textOf } from '#lib/domain/pipeline/node.ts';
import { GITLAB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { isSecretName } from '#lib/domain/redaction/find-named.ts';
import { isHarmless } from '#lib/domain/redaction/harmless.ts';
import { isMark } from '#lib/domain/redaction/secret-mark.ts';

export const gitlabLiteralSecret: Rule = {
  of: 'gitlab',
  id: 'gitlab-literal-secret',
  title: 'A secret stands in the file of the pipeline',
  why: 'Whoever can read the repository, its history or a fork of it has the secret, for as long as it works.',
  fix: 'Replace the secret, which counts as known. Keep the new one in the CI/CD variables of the project, masked and protected, or fetch it from a vault by ID token.',
  severity: 'high',
  controls: ['CICD-SEC-6', 'CIS 1.5', 'CIS 2.3'],
  cwes: [798],
  references: [GITLAB_DOCS.variables],
  check: (file) => [
    ...inVariables(get(file.root, 'variables'), null, false),
    ...file.jobs.flatMap((job) => inVariables(get(job.own, 'variables'), job.key, get(job.node, 'services') !== null)),
    ...itemsOf(get(file.root, 'workflow', 'rules')).flatMap((rule) => inVariables(get(rule, 'variables'), null, false)),
  ],
};

/** What a database that lives for one job is given. */
const OF_SERVICE =
  /^(?:POSTGRES|MYSQL|MARIADB|MONGO|MONGO_INITDB_ROOT|REDIS|RABBITMQ_DEFAULT|MSSQL_SA|SA|DATABASE|DB|TEST_DB)_?\w*(?:PASS|PASSWORD)$/i;

function inVariables(variables: Node | null, job: string | null, hasServices: boolean): Match[] {
  return entriesOf(variables).flatMap((entry) => inVariable(entry, job, hasServices));
}

function inVariable({ key, line, value: node }: Entry, job: string | null, hasServices: boolean): Match[] {
  const value = (textOf(node) ?? textOf(get(node, 'value')))?.trim() ?? '';
  if (!isSecretName(key) || !isLiteral(value)) return [];
  const severity: Severity = OF_SERVICE.test(key) && hasServices ? 'low' : 'high';
  return [
    {
      line,
      endLine: Math.max(node.endLine, line),
      job,
      step: key,
      severity,
      message:
        severity === 'low'
          ? `The value of ${key} stands in the file. It looks like that of a service which lives for one job: then it opens nothing, unless it is used elsewhere too.`
          : `The value of ${key} stands in the file. It is not repeated here.`,
      evidence: `${key}: ●●●●`,
      secrets: [value],
    },
  ];
}

/** A value that was masked on its way here was a secret. Paths, addresses and names of variables are none. */
function isLiteral(value: string): boolean {
  if (isMark(value)) return true;
  if (value.length < 6 || value.includes('$') || isHarmless(value)) return false;
  return !/^(?:\.{0,2}\/|[a-z]+:\/\/[^@]*$)/i.test(value);
}
