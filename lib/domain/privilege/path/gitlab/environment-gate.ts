import { anyOf } from '#lib/domain/privilege/access/reach.ts';
import { not } from '#lib/domain/privilege/access/tri.ts';
import { deployers } from '#lib/domain/privilege/gitlab/deployers.ts';
import type { GitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import type { Gate } from './project-doors.ts';

/** Whom an environment lets further whose name a job says: whoever may deploy there. One that is not there is made by the job. */
export function environmentGate(gitlab: GitlabAccess, access: ProjectAccess, name: string): Gate {
  const { environments } = access.project;
  const known = environments?.find((each) => each.name.toLowerCase() === name.toLowerCase());
  const rule = known === undefined ? (environments === null ? null : 'none') : known.rule;
  const of = deployers(gitlab, access, { name, tier: known?.tier ?? null, rule });
  const alone = anyOf(of.alone, of.approvingOwn, of.rewriting);
  return { free: not(of.guarded), alone, helped: anyOf(alone, of.helped) };
}
