import type { GithubFile, Job } from '#lib/domain/pipeline/model.ts';
import { entriesOf, everyText, get, type MaybeNode, textOf, textsOf } from '#lib/domain/pipeline/node.ts';
import type { Rule } from '#lib/domain/pipeline/rule.ts';
import { selfHostedOnPullRequest } from '#lib/domain/pipeline/rules/self-hosted-on-pull-request.ts';
import { untrustedCheckout } from '#lib/domain/pipeline/rules/untrusted-checkout.ts';
import { hasEvent } from '#lib/domain/pipeline/untrusted.ts';
import type { ReusableCall, Workflow } from './repository-facts.ts';
import type { Known } from './rule-facts.ts';
import type { Tri } from './tri.ts';

/** What each job of a workflow file means for who gets in. */
export function workflowFacts(file: GithubFile): Workflow[] {
  return file.jobs.map((job) => ({
    path: file.path,
    runsForeignCode: runsForeignCode(file, job),
    environment: environmentOf(job),
    identityToken: mayAskForToken(file, job),
    secrets: secretsOf(file, job),
    ownMachines: runsOnOwnMachines(file, job),
    trustsBotName: trustsBotName(file, job),
    calls: callsOf(job),
  }));
}

function matchesOf(rule: Rule, file: GithubFile, job: Job) {
  return rule.of === 'github' ? rule.check(file, { tools: new Set() }).filter((match) => match.job === job.key) : [];
}

/** Certain where steps follow that run it. That nothing seems to, or that members are asked for, leaves it open. */
function runsForeignCode(file: GithubFile, job: Job): Tri {
  const found = matchesOf(untrustedCheckout, file, job);
  if (found.length === 0) return false;
  const runs = found.some(
    ({ severity }) => severity === 'critical' || (severity === 'high' && job.environment !== null),
  );
  return runs ? true : null;
}

/** A name that is computed is not known. */
function environmentOf(job: Job): Workflow['environment'] {
  if (job.environment === null) return 'none';
  const name = textOf(job.environment) ?? textOf(get(job.environment, 'name'));
  return name === null || name.includes('${{') ? null : name;
}

/** No default gives it: it must be asked for. */
function mayAskForToken(file: GithubFile, job: Job): Tri {
  const asked = job.permissions ?? file.permissions;
  return textOf(asked) === 'write-all' || textOf(get(asked, 'id-token')) === 'write';
}

const EVERY_SECRET = /\btoJSON\(\s*secrets\s*\)|\bsecrets\s*\[/i;
const NAMED_SECRET = /\bsecrets\.([A-Za-z_][A-Za-z0-9_]*)/g;

function secretsOf(file: GithubFile, job: Job): Known<'all' | string[]> {
  if (textOf(job.secrets) === 'inherit') return 'all';
  const texts = [...textsBelow(job.node), ...textsBelow(file.env)];
  if (texts.some((text) => EVERY_SECRET.test(text))) return 'all';
  return [...new Set(texts.flatMap((text) => [...text.matchAll(NAMED_SECRET)].map((hit) => hit[1] ?? '')))];
}

function textsBelow(node: MaybeNode): string[] {
  return [...everyText(node)].map(({ text }) => text.value);
}

const PULL_REQUESTS = ['pull_request', 'pull_request_target', 'issue_comment', 'workflow_run'];
const OF_GITHUB = /^(?:ubuntu|windows|macos)-/i;

/** A label of one's own, a group, or one that is computed may be any machine. */
function runsOnOwnMachines(file: GithubFile, job: Job): Tri {
  if (matchesOf(selfHostedOnPullRequest, file, job).length > 0) return true;
  if (!hasEvent(file, PULL_REQUESTS)) return false;
  if (job.uses !== null) return null;
  const labels = textsOf(job.runsOn).map(({ value }) => value.trim());
  return labels.length > 0 && labels.every((label) => OF_GITHUB.test(label)) ? false : null;
}

const BOT = /github\.(?:actor|triggering_actor)\s*==\s*'[^']*\[bot\]'/i;
const MERGES = /\bgh\s+pr\s+(?:merge|review[^\n]*--approve)\b|\/merge\b|automerge|auto-merge|mergePullRequest/i;

/** The name of who triggered it is not that of who wrote the code. */
function trustsBotName(file: GithubFile, job: Job): Tri {
  if (!hasEvent(file, ['pull_request_target', 'workflow_run'])) return false;
  const asks = [job.condition, ...job.steps.map((step) => step.condition)].some(
    (each) => each !== null && BOT.test(each),
  );
  return asks && textsBelow(job.node).some((text) => MERGES.test(text));
}

const COMMIT = /^[0-9a-f]{40}$|^[0-9a-f]{64}$/i;

function callsOf(job: Job): ReusableCall[] {
  const { uses } = job;
  if (uses === null || uses.place !== 'repository') return [];
  const [owner = '', name = '', ...path] = uses.name.split('/');
  const inherits = textOf(job.secrets) === 'inherit';
  // Secrets that are handed on by name are some of them: whether it is the one that counts is not known.
  const inheritsSecrets: Tri = inherits ? true : entriesOf(job.secrets).length > 0 ? null : false;
  const branch = uses.ref === '' || COMMIT.test(uses.ref) ? null : uses.ref;
  return [{ repository: `${owner}/${name}`, path: path.join('/'), branch, inheritsSecrets }];
}
