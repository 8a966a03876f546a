import type { Repository, Workflow } from './repository-facts.ts';
import { or, type Tri } from './tri.ts';

/** Whether some workflow of a repository is so. Of those that nobody looked at one may be. */
export function anyWorkflow({ workflows, moreWorkflows }: Repository, test: (workflow: Workflow) => Tri): Tri {
  return workflows === null ? null : or(...workflows.map(test), moreWorkflows === false ? false : null);
}
