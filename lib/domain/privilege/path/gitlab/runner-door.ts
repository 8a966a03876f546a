import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, not, type Tri } from '#lib/domain/privilege/access/tri.ts';
import type { GitlabRunner } from '#lib/domain/privilege/gitlab/facts.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import type { Way } from '#lib/domain/privilege/path/path.ts';
import { type Behind, codeDoor, forkDoor, freeGate } from './project-doors.ts';

/** Ways onto a machine through one project. A job chooses its tags itself: they keep nobody out. */
export function runnerDoor(at: number, access: ProjectAccess, runner: GitlabRunner): Way[] {
  const { projects, protectedOnly } = runner;
  const serves: Tri = projects === null ? null : projects === 'all' || projects.includes(access.project.id);
  const open = and(serves, not(runner.paused));
  if (open === false) return [];
  const settings: Setting[] = [{ kind: 'gitlabRunner', runner: runner.id }];
  const behind: Omit<Behind, 'open' | 'pattern'> = { at, access, settings, gate: freeGate(access), last: ['R5', 'R8'] };
  const loose: Behind = { ...behind, pattern: 'P23', open: and(open, not(protectedOnly)) };
  return [
    ...codeDoor(loose, 'anywhere'),
    ...forkDoor({ ...loose, last: ['R8'] }),
    ...(protectedOnly === false ? [] : codeDoor({ ...behind, settings: [], pattern: 'P27', open }, 'onProtected')),
  ];
}
