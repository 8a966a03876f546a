import { isEmptySet, type PrincipalSet } from '#lib/domain/privilege/access/principal-set.ts';
import { allOf, among, anyOf, isNobody, type Reach, when, without } from '#lib/domain/privilege/access/reach.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, not, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { DEVELOPER } from '#lib/domain/privilege/gitlab/facts.ts';
import type { GitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import type { StepRight, Way } from '#lib/domain/privilege/path/path.ts';

/**
 * Ways by the tokens of other projects' jobs, which act here with the rights of whoever started them: whoever gets code into
 * such a project has it run by those who work in both.
 * @param able who has the right here that it takes
 */
export function jobTokenWays(
  gitlab: GitlabAccess,
  at: number,
  access: ProjectAccess,
  able: Reach,
  open: Tri,
  last: StepRight[],
): Way[] {
  const { project } = access;
  const { roster } = gitlab.organization;
  const people = roster.share(among(able, roster.people));
  if (open === false || isNobody(people)) return [];
  const { surely, perhaps } = sourcesOf(gitlab, access);
  const from = (places: Iterable<number>): Reach => {
    let all = roster.nobody;
    for (const place of places) {
      const source = place === at ? null : gitlab.project(place);
      if (source !== null) all = anyOf(all, lenders(source, people));
    }
    return all;
  };
  const lent = when(and(open, not(project.archived)), anyOf(from(surely), when(null, from(perhaps))));
  const alone = without(lent, people.sure);
  const settings: Setting[] = [{ kind: 'gitlabJobTokens', repository: project.id }];
  return isNobody(alone)
    ? []
    : [{ pattern: 'P24', through: at, alone, helped: alone, steps: ['R15', ...last], settings }];
}

/** Places of projects whose jobs are let in: all there are, where no list is asked. */
function sourcesOf(
  gitlab: GitlabAccess,
  { project }: ProjectAccess,
): { surely: Iterable<number>; perhaps: Iterable<number> } {
  const { limited, projects, groups } = project.jobTokens;
  const all = gitlab.facts.projects.keys();
  if (limited === false) return { surely: all, perhaps: [] };
  const places = placesOf(gitlab);
  const listed = [...(projects ?? []), ...(groups ?? [])].flatMap((id) => places.get(id) ?? []);
  // Of a list that was not read any project may be on it.
  const isTold = limited === true && projects !== null && groups !== null;
  return { surely: listed, perhaps: isTold ? [] : all };
}

const placed = new WeakMap<GitlabAccess['facts'], Map<string, number[]>>();

/** Places of projects by their ids, and by the ids of the groups that they are in. */
function placesOf({ facts, above }: GitlabAccess): Map<string, number[]> {
  const known = placed.get(facts);
  if (known !== undefined) return known;
  const made = new Map<string, number[]>();
  facts.projects.forEach(({ id, group }, place) => {
    for (const each of [id, ...above(group).map((one) => one.id)]) {
      const list = made.get(each);
      if (list === undefined) made.set(each, [place]);
      else list.push(place);
    }
  });
  placed.set(facts, made);
  return made;
}

/** By people who surely may, and by those who perhaps may: sets that the roster shares. */
const found = new WeakMap<ProjectAccess, Map<PrincipalSet, Map<PrincipalSet, Reach>>>();

/** Who gets code onto the default branch of a project in which some of these people work too. */
function lenders(source: ProjectAccess, people: Reach): Reach {
  const { roster } = source.groups.organization;
  const bySure = found.get(source) ?? new Map<PrincipalSet, Map<PrincipalSet, Reach>>();
  found.set(source, bySure);
  const byMaybe = bySure.get(people.sure) ?? new Map<PrincipalSet, Reach>();
  bySure.set(people.sure, byMaybe);
  const known = byMaybe.get(people.maybe);
  if (known !== undefined) return known;
  const both = allOf(people, source.atLeast(DEVELOPER));
  const some: Tri = isNobody(both) ? false : isEmptySet(both.sure) ? null : true;
  const code = source.onDefault().reduce((all, each) => anyOf(all, each.alone), roster.nobody);
  const reach = roster.share(when(and(some, source.project.jobs), code));
  byMaybe.set(people.maybe, reach);
  return reach;
}
