import { expressionsIn, valuesOf } from './expression.ts';
import type { GithubFile, Job, Step } from './model.ts';
import { entriesOf, textOf } from './node.ts';

/** Events that anybody can cause, and that run with the secrets and the token of the repository. */
export const PRIVILEGED_EVENTS: readonly string[] = [
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'fork',
  'watch',
  'gollum',
];

const PULL_REQUEST = ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'];
const COMMENT = ['issue_comment', 'pull_request_review_comment', 'commit_comment', 'discussion_comment'];

/**
 * Values that strangers choose: what GitHub's documentation of script injections lists, and what of the events' payloads
 * is as free as these. Each with the events that have it.
 */
const CONTEXTS: readonly (readonly [pattern: RegExp, events: readonly string[]])[] = [
  [/^github\.head_ref$/, ['pull_request', 'pull_request_target']],
  [/^github\.event$|^github$/, [...PULL_REQUEST, ...COMMENT, 'issues', 'discussion', 'workflow_run', 'gollum']],
  [/^github\.event\.issue(?:\.(?:title|body))?$/, ['issues', 'issue_comment']],
  [/^github\.event\.pull_request(?:\.(?:title|body))?$/, PULL_REQUEST],
  [/^github\.event\.pull_request\.head(?:\.(?:ref|label))?$/, PULL_REQUEST],
  [/^github\.event\.pull_request\.head\.repo\.(?:default_branch|description|homepage)$/, PULL_REQUEST],
  [/^github\.event\.comment(?:\.body)?$/, COMMENT],
  [/^github\.event\.review(?:\.body)?$/, ['pull_request_review']],
  [/^github\.event\.review_comment\.body$/, ['pull_request_review_comment']],
  [/^github\.event\.discussion(?:\.(?:title|body))?$/, ['discussion', 'discussion_comment']],
  [/^github\.event\.pages(?:\.\*)?(?:\.(?:page_name|title))?$/, ['gollum']],
  [/^github\.event\.commits(?:\.\*)?(?:\.message|\.author(?:\.(?:email|name))?)?$/, ['push']],
  [/^github\.event\.head_commit(?:\.message|\.(?:author|committer)(?:\.(?:email|name))?)?$/, ['push']],
  [/^github\.event\.workflow_run\.(?:head_branch|display_title)$/, ['workflow_run']],
  [
    /^github\.event\.workflow_run\.head_commit(?:\.message|\.(?:author|committer)(?:\.(?:email|name))?)?$/,
    ['workflow_run'],
  ],
  [/^github\.event\.workflow_run\.head_repository\.description$/, ['workflow_run']],
  [/^github\.event\.workflow_run\.pull_requests(?:\.\*)?\.head\.ref$/, ['workflow_run']],
];

/** Actions whose outputs hold names that strangers choose: of files, or of branches. */
const OUTPUTS_OF =
  /^(?:tj-actions\/(?:changed-files|branch-names)|xt0rted\/pull-request-comment-branch|dorny\/paths-filter|trilom\/file-changes-action|jitterbit\/get-changed-files)$/i;

/** A reusable workflow, or an action, gets the event of whoever calls it. */
const isCalled = (file: GithubFile): boolean => file.events === null || file.events.has('workflow_call');

export function hasEvent(file: GithubFile, events: readonly string[]): boolean {
  return events.some((event) => file.events?.has(event) ?? false);
}

/** Whether a stranger chooses this value, by the events that start the file. */
export function isUntrusted(context: string, file: GithubFile): boolean {
  return CONTEXTS.some(([pattern, events]) => pattern.test(context) && (isCalled(file) || hasEvent(file, events)));
}

/** Names of the environment that are looked at, of each level. */
const MOST_NAMES = 300;

/** What a step sees: its own names of the environment, over the job's and the workflow's. */
export class Sight {
  readonly #file: GithubFile;
  readonly #env: ReadonlyMap<string, string>;
  readonly #steps: readonly Step[];

  constructor(file: GithubFile, job: Job, step: Step | null) {
    this.#file = file;
    const levels = [file.env, job.env, step?.env ?? null];
    const pairs = levels.flatMap((env) =>
      entriesOf(env)
        .slice(0, MOST_NAMES)
        .map(({ key, value }): [string, string] => [key, textOf(value) ?? '']),
    );
    this.#env = new Map(pairs.map(([key, value]) => [key.toLowerCase(), value]));
    this.#steps = job.steps;
  }

  /** The first value of an expression that strangers choose, also by way of `env`; null where there is none. */
  untrustedIn(body: string, depth = 0): string | null {
    for (const context of valuesOf(body)) {
      if (isUntrusted(context, this.#file) || this.#isOutput(context)) return context;
      const name = /^env\.(.+)$/.exec(context)?.[1];
      const text = name === undefined || depth > 3 ? undefined : this.#env.get(name);
      if (text !== undefined && expressionsIn(text).some((each) => this.untrustedIn(each.body, depth + 1) !== null))
        return context;
    }
    return null;
  }

  /** Names of the environment whose values strangers choose. */
  untrustedNames(): string[] {
    return [...this.#env]
      .filter(([, text]) => expressionsIn(text).some(({ body }) => this.untrustedIn(body) !== null))
      .map(([name]) => name);
  }

  /** Names of the environment whose values match. */
  namesOf(matches: (body: string) => boolean): string[] {
    return [...this.#env]
      .filter(([, text]) => expressionsIn(text).some(({ body }) => matches(body)))
      .map(([name]) => name);
  }

  #isOutput(context: string): boolean {
    const id = /^steps\.([\w-]+)\.outputs\.(?:.*files.*|.*branch.*|.*ref.*)$/.exec(context)?.[1];
    if (id === undefined) return false;
    const step = this.#steps.find(({ key }) => key.toLowerCase() === id);
    return step?.uses?.place === 'repository' && OUTPUTS_OF.test(step.uses.name);
  }
}
