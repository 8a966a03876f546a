import { expressionsIn } from './expression.ts';
import { asksForMembers, isOffPullRequests, keepsForksOut } from './guards.ts';
import type { GithubFile, Job } from './model.ts';
import { entriesOf, everyText, get, textOf, textsOf } from './node.ts';
import { untrustedCheckout } from './rules/untrusted-checkout.ts';
import { hasEvent } from './untrusted.ts';

/** What others than those who may write get out of a job. Null: the file does not decide it. */
export interface StrangerFacts {
  /** It runs what the author of a pull request wrote, with the rights of the repository. */
  foreignCode: boolean | null;
  /** Pull requests run on machines of one's own. */
  ownMachines: boolean | null;
  /** It merges, or approves, because of the name of who triggered it, which he may borrow from a bot. */
  trustsBotName: boolean;
  /** Names of secrets that it gets; `all`: whatever there is. */
  secrets: 'all' | string[];
  /** The workflow of another repository that it is made of. */
  calls: WorkflowCall | null;
}

export interface WorkflowCall {
  /** `owner/name` */
  repository: string;
  path: string;
  ref: string;
  /** Whether it hands on all secrets; null: some. */
  inheritsSecrets: boolean | null;
}

const MOST = 60;

/** What strangers get out of each job of a file. */
export function strangersIn(file: GithubFile): (job: Job) => StrangerFacts {
  const found = untrustedCheckout.of === 'github' ? untrustedCheckout.check(file, { tools: new Set() }) : [];
  // What is checked out and not run gives nothing away.
  const foreign = new Set(found.flatMap(({ job, severity }) => (severity === 'medium' ? [] : [job])));
  const isOpen = hasEvent(file, ['pull_request_target', 'workflow_run']);
  return (job) => ({
    foreignCode: foreign.has(job.key) ? runsForAnybody(job) : false,
    ownMachines: runsOnOwnMachines(file, job),
    trustsBotName: isOpen && mergesForBot(job),
    secrets: secretsOf(file, job),
    calls: callOf(job),
  });
}

/** Where it asks who comments or wrote, whom it lets in is not in the file. */
function runsForAnybody(job: Job): true | null {
  return job.steps.some((step) => asksForMembers(job.condition, step.condition)) ? null : true;
}

/** Labels of GitHub's own machines. */
const HOSTED = /^(?:ubuntu|windows|macos)-/i;

function runsOnOwnMachines(file: GithubFile, job: Job): boolean | null {
  if (!hasEvent(file, ['pull_request']) || job.runsOn === null) return false;
  if (keepsForksOut(job.condition) || isOffPullRequests(job.condition)) return false;
  const labels = textsOf(job.runsOn.kind === 'map' ? get(job.runsOn, 'labels') : job.runsOn).map(({ value }) =>
    value.trim(),
  );
  if (labels.some((label) => label.toLowerCase() === 'self-hosted')) return true;
  // Larger machines of GitHub have names of their own too, and so have groups of them.
  return labels.length > 0 && labels.every((label) => HOSTED.test(label)) ? false : null;
}

const BOT_NAME =
  /github\.(?:actor|triggering_actor)\s*==\s*'[^']{1,100}\[bot\]'|'[^']{1,100}\[bot\]'\s*==\s*github\.(?:actor|triggering_actor)\b/i;
const MERGES = /\bgh\s+pr\s+(?:merge\b|review\b[^\n]{0,200}(?:--approve|\s-a\b))/i;
/** By what their names say that they do: there are dozens of them. */
const MERGING_ACTION = /^[\w.-]{1,100}\/[\w.-]{0,100}(?:auto-?(?:merge|approve)|action-merge)[\w.-]{0,100}$/i;

function mergesForBot(job: Job): boolean {
  return job.steps.some((step) => {
    const isNamed = [job.condition, step.condition].some((condition) => condition !== null && BOT_NAME.test(condition));
    const merges =
      (step.run !== null && MERGES.test(step.run.value.slice(0, 50_000))) || MERGING_ACTION.test(step.uses?.name ?? '');
    return isNamed && merges;
  });
}

const ALL_SECRETS = /\btojson\s*\(\s*secrets\s*\)|^secrets$|\bsecrets\s*\[\s*(?!')/i;
const ONE_SECRET = /\bsecrets\s*(?:\.\s*|\[\s*')([\w-]{1,200})/gi;

/** Those of the whole file's environment too. */
function secretsOf(file: GithubFile, job: Job): StrangerFacts['secrets'] {
  if (textOf(job.secrets) === 'inherit') return 'all';
  const bodies = [...everyText(job.node), ...everyText(file.env)].flatMap(({ text }) =>
    expressionsIn(text.value).map(({ body }) => body),
  );
  if (bodies.some((body) => ALL_SECRETS.test(body))) return 'all';
  const names = bodies.flatMap((body) => [...body.matchAll(ONE_SECRET)].flatMap(([, name]) => name ?? []));
  const found = [...new Set(names)].sort();
  // Of more names than are kept the rest is not forgotten.
  return found.length > MOST ? 'all' : found;
}

function callOf({ uses, secrets }: Job): WorkflowCall | null {
  const [, repository = '', path = ''] = /^([^/]+\/[^/]+)\/(\.github\/workflows\/.+)$/.exec(uses?.name ?? '') ?? [];
  if (uses?.place !== 'repository' || repository === '') return null;
  const inheritsSecrets = textOf(secrets) === 'inherit' ? true : entriesOf(secrets).length > 0 ? null : false;
  return { repository, path, ref: uses.ref.replace(/^refs\/heads\//, ''), inheritsSecrets };
}
