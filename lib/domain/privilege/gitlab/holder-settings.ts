import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { type GitlabGroup, type GitlabProject, MAINTAINER } from './facts.ts';
import type { GroupAccess } from './group-access.ts';
import { maintainersIn } from './maintainers-in.ts';

interface In {
  readonly project: GitlabProject;
  readonly groups: GroupAccess;
}

type Place = Pick<GitlabGroup, 'id' | 'members' | 'shares' | 'tokens'>;
type Settings = WeakMap<Place, Map<number, readonly Setting[]>>;
const maintainers: Settings = new WeakMap();
const tokens: Settings = new WeakMap();

/** Each place by whose members or invitations somebody is Maintainer in a project, but for owners of the whole group. */
export function maintainerSettings({ project, groups }: In): readonly Setting[] {
  return [project, ...groups.above(project.group)].flatMap((place) =>
    once(maintainers, place, MAINTAINER, () =>
      maintainersIn(place).length === 0 ? [] : [{ kind: 'gitlabMaintainers', ...placeOf(place, project) }],
    ),
  );
}

/** Each token with at least this role that reaches a project. */
export function tokenSettings({ project, groups }: In, level: number): readonly Setting[] {
  return [project, ...groups.above(project.group)].flatMap((place) =>
    once(tokens, place, level, () =>
      (place.tokens ?? [])
        .filter((token) => token.level >= level && token.writes !== false)
        .map((token): Setting => ({ kind: 'gitlabToken', ...placeOf(place, project), token: token.id })),
    ),
  );
}

const placeOf = ({ id }: Place, project: GitlabProject) =>
  id === project.id ? { repository: id, group: null } : { repository: null, group: id };

/** The same objects for all projects of a group: thousands ask. */
function once(memo: Settings, place: Place, level: number, make: () => readonly Setting[]): readonly Setting[] {
  const byLevel = memo.get(place) ?? new Map<number, readonly Setting[]>();
  memo.set(place, byLevel);
  const made = byLevel.get(level) ?? make();
  byLevel.set(level, made);
  return made;
}
