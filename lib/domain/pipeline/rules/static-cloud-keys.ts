import type { GithubFile, Job, Step } from '#lib/domain/pipeline/model.ts';
import { type Entry, entriesOf, entryOf, type Node, textOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const staticCloudKeys: Rule = {
  of: 'github',
  id: 'static-cloud-keys',
  title: 'A key of a cloud account that never ends, where a token for each run would do',
  why: 'A stored key works from anywhere until somebody replaces it: whoever reads it once has the account. GitHub can prove to the cloud which workflow asks, for minutes.',
  fix: 'Let the cloud trust this repository by OpenID Connect: permissions: id-token: write, and a role instead of keys. Bind the role to the repository and the environment.',
  severity: 'medium',
  controls: ['CICD-SEC-6', 'CICD-SEC-2', 'CIS 2.3'],
  cwes: [522, 324],
  references: [GITHUB_DOCS.oidc],
  check: (file) => [...inEnv(file, file.env, null, null), ...file.jobs.flatMap((job) => inJob(file, job))],
};

/** Inputs of actions that log in, each with what stands in its place. */
const LOGINS: readonly (readonly [action: RegExp, input: string, cloud: string, instead: string])[] = [
  [/^aws-actions\/configure-aws-credentials$/i, 'aws-access-key-id', 'AWS', 'role-to-assume'],
  [/^azure\/login$/i, 'creds', 'Azure', 'client-id, tenant-id and subscription-id'],
  [/^google-github-actions\/(?:auth|setup-gcloud)$/i, 'credentials_json', 'Google Cloud', 'workload_identity_provider'],
  [/^google-github-actions\/setup-gcloud$/i, 'service_account_key', 'Google Cloud', 'workload_identity_provider'],
];

/** Names that the clouds' own tools read. */
const NAMES: readonly (readonly [name: RegExp, cloud: string])[] = [
  [/^AWS_SECRET_ACCESS_KEY$/i, 'AWS'],
  [/^(?:ARM|AZURE)_(?:CLIENT_SECRET|CREDENTIALS)$/i, 'Azure'],
  [/^(?:GOOGLE_CREDENTIALS|GOOGLE_APPLICATION_CREDENTIALS_JSON|GCP_SA_KEY|GCLOUD_SERVICE_KEY)$/i, 'Google Cloud'],
];

const SECRET = /\$\{\{[^}]*\bsecrets\s*[.[]/;
const isStored = (node: Node | null): boolean => SECRET.test(textOf(node) ?? '');

function inJob(file: GithubFile, job: Job): Match[] {
  return [
    ...inEnv(file, job.env, job.key, null),
    ...job.steps.flatMap((step) => [...inEnv(file, step.env, job.key, step.key), ...login(job, step)]),
  ];
}

function inEnv(file: GithubFile, env: Node | null, job: string | null, step: string | null): Match[] {
  // A session's token says that the keys are of a session, which ends.
  if (entriesOf(env).some(({ key }) => /^AWS_SESSION_TOKEN$/i.test(key))) return [];
  return entriesOf(env).flatMap((entry): Match[] => {
    const cloud = NAMES.find(([name]) => name.test(entry.key))?.[1];
    if (cloud === undefined || !isStored(entry.value) || file.kind === 'action') return [];
    return [matchOf(entry, job, step, `${entry.key} is a stored key of ${cloud}.`, 'a login by OpenID Connect')];
  });
}

function login(job: Job, step: Step): Match[] {
  const { uses } = step;
  if (uses?.place !== 'repository') return [];
  return LOGINS.flatMap(([action, input, cloud, instead]): Match[] => {
    const entry = action.test(uses.name) ? entryOf(step.with, input) : null;
    if (entry === null || !isStored(entry.value) || entryOf(step.with, 'aws-session-token') !== null) return [];
    return [
      matchOf(entry, job.key, step.key, `${uses.name} logs in to ${cloud} with a stored key (${input}).`, instead),
    ];
  });
}

function matchOf(
  { line, value }: Entry,
  job: string | null,
  step: string | null,
  what: string,
  instead: string,
): Match {
  return {
    line,
    endLine: Math.max(value.endLine, line),
    job,
    step,
    message: `${what} It is valid until somebody replaces it; ${instead} needs none.`,
  };
}
