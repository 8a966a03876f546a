import type { PipelineFacts } from '#lib/domain/pipeline/facts.ts';
import type { StrangerFacts, WorkflowCall } from '#lib/domain/pipeline/strangers.ts';
import type { ReusableCall, Workflow } from './repository-facts.ts';

/** What was said of the workflow files of one repository. */
export interface WorkflowFiles {
  readonly files: readonly Workflow[];
  /** Whether these are all: files that were sent one by one say nothing of others. */
  readonly whole: boolean;
}

/** Events by which others than those who may write start a job. */
const OPEN_EVENTS = new Set(['pull_request', 'pull_request_target', 'workflow_run', 'issue_comment']);

/**
 * The jobs of a workflow file by which others get in, or that are made of what others may change: one of each, and none of all
 * other jobs. Of a file that could not be read, or was looked at before this was asked, nothing is known.
 */
export function workflowsOf(path: string, facts: PipelineFacts | null): Workflow[] {
  if (facts === null) return [unread(path)];
  const isOpen = facts.events === null || facts.events.some((event) => OPEN_EVENTS.has(event));
  return facts.jobs.flatMap((job): Workflow[] => {
    const { strangers } = job;
    if (strangers === undefined) return isOpen ? [unread(path)] : [];
    if (!isTold(strangers)) return [];
    const { foreignCode, ownMachines, trustsBotName, secrets, calls } = strangers;
    return [
      {
        ...{ path, runsForeignCode: foreignCode, ownMachines, trustsBotName, secrets },
        environment: job.environment === null ? 'none' : job.environment.includes('${{') ? null : job.environment,
        identityToken: job.oidc,
        calls: calls === null ? [] : [callOf(calls)],
      },
    ];
  });
}

const isTold = ({ foreignCode, ownMachines, trustsBotName, calls }: StrangerFacts): boolean =>
  foreignCode !== false ||
  ownMachines !== false ||
  trustsBotName ||
  (calls !== null && calls.inheritsSecrets !== false);

const unread = (path: string): Workflow => ({
  ...{ path, runsForeignCode: null, environment: null, identityToken: null, secrets: null },
  ...{ ownMachines: null, trustsBotName: null, calls: [] },
});

/** A commit stays what it is; a tag can be moved by whoever writes there, like a branch. */
const callOf = ({ repository, path, ref, inheritsSecrets }: WorkflowCall): ReusableCall => ({
  ...{ repository, path, inheritsSecrets },
  branch: /^[0-9a-f]{40}$/.test(ref) ? null : ref,
});
