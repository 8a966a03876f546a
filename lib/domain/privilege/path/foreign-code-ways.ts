import { anyWorkflow } from '#lib/domain/privilege/access/any-workflow.ts';
import { proposers } from '#lib/domain/privilege/access/proposers.ts';
import { isNobody, when } from '#lib/domain/privilege/access/reach.ts';
import type { Workflow } from '#lib/domain/privilege/access/repository-facts.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import type { Way } from './path.ts';
import type { World } from './world.ts';

/** Ways of those whose pull request's code a workflow runs with the repository's rights. `gives`: whether that job has what is wanted. */
export function foreignCodeWays(world: World, at: number, open: Tri, gives: (workflow: Workflow) => Tri): Way[] {
  const refs = world.refs(at);
  if (refs === null) return [];
  const { repository } = refs.access;
  const { workflows } = repository;
  const runs = (workflow: Workflow) => and(workflow.runsForeignCode, gives(workflow), unattended(world, at, workflow));
  const condition = and(open, repository.actions, anyWorkflow(repository, runs));
  const reach = when(condition, proposers(refs.access));
  if (isNobody(reach)) return [];
  const settings = (workflows ?? [])
    .filter((workflow) => runs(workflow) !== false)
    .map((workflow): Setting => ({ kind: 'foreignCode', repository: repository.id, workflow: workflow.path }));
  return [{ pattern: 'P6', through: at, alone: reach, helped: reach, steps: ['R10'], settings }];
}

/** Whether nobody must approve the job: its environment asks for no reviewer. One that does not exist asks for none. */
function unattended(world: World, at: number, workflow: Workflow): Tri {
  if (workflow.environment === 'none') return true;
  const environments = world.facts.repositories[at]?.environments ?? null;
  if (workflow.environment === null || environments === null) return null;
  const found = environments.find((each) => each.name.toLowerCase() === workflow.environment?.toLowerCase());
  if (found === undefined) return true;
  const asks = found.reviewers === null ? null : found.reviewers.length > 0;
  return or(found.rulesIgnored, asks === null ? null : !asks);
}
