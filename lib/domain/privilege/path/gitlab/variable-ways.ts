import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { not } from '#lib/domain/privilege/access/tri.ts';
import { type GitlabVariable, MAINTAINER } from '#lib/domain/privilege/gitlab/facts.ts';
import type { GitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';
import { maintainerSettings } from '#lib/domain/privilege/gitlab/holder-settings.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import type { Way } from '#lib/domain/privilege/path/path.ts';
import { environmentGate } from './environment-gate.ts';
import { type Behind, changeDoor, codeDoor, forkDoor, freeGate, type Gate } from './project-doors.ts';

/**
 * Ways to a variable through one project: of one that is not protected by any branch, of one that is by those that are. A mask
 * hides it in logs and from nobody who runs code; its environment stands in nobody's way who may name it.
 */
export function variableWays(gitlab: GitlabAccess, at: number, access: ProjectAccess, variable: GitlabVariable): Way[] {
  const { project } = access;
  const own = { repository: variable.group === null ? project.id : null, secret: variable.id };
  const protect: Setting[] = [{ kind: 'gitlabVariable', ...own }];
  const move: Setting[] = variable.group === null ? [] : [{ kind: 'gitlabVariableScope', ...own }];
  const loose = not(variable.protectedOnly);
  const gate = gateOf(gitlab, access, variable);
  const behind: Omit<Behind, 'pattern' | 'settings' | 'open'> = { at, access, gate, last: ['R5', 'R6'] };
  const free: Behind = { ...behind, pattern: 'P23', settings: [...protect, ...move], open: loose };
  const kept: Behind = { ...behind, pattern: variable.group === null ? 'P2' : 'P1', settings: move, open: true };
  return [
    ...codeDoor(free, 'anywhere'),
    ...forkDoor({ ...free, last: ['R6'] }),
    ...(loose === true ? [] : codeDoor(kept, 'onProtected')),
    ...(variable.group === null
      ? changeDoor({ at, last: ['R6'] }, access.atLeast(MAINTAINER), maintainerSettings(access))
      : []),
  ];
}

/** A job gets the variable of an environment that it names: whoever may deploy there. */
function gateOf(gitlab: GitlabAccess, access: ProjectAccess, { environments: scope }: GitlabVariable): Gate {
  const free = freeGate(access);
  // Of names with a star one is free, whatever is said of the others.
  if (scope?.includes('*')) return free;
  return scope === null ? { ...free, free: null } : environmentGate(gitlab, access, scope);
}
