import { hasPrincipal, isDisjoint, isEmptySet, type PrincipalSet } from '#lib/domain/privilege/access/principal-set.ts';
import { among, anyOf, isNobody, type Reach, when, without } from '#lib/domain/privilege/access/reach.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, not, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { DEVELOPER } from '#lib/domain/privilege/gitlab/facts.ts';
import type { GitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import type { StepRight, Way } from '#lib/domain/privilege/path/path.ts';
import { aloneIn } from './alone-in.ts';

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
  const from = (places: Iterable<number>): Reach => lentIn(gitlab, places, at, people);
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

const codes = new WeakMap<ProjectAccess, Reach>();

/** Who gets code onto the default branch of a project alone. */
function codeOf(source: ProjectAccess): Reach {
  const code = codes.get(source) ?? aloneIn(source.onDefault(), source);
  codes.set(source, code);
  return code;
}

/** Who gets code into one of these projects in which some of these people work too. One set for all: there may be thousands. */
function lentIn(gitlab: GitlabAccess, places: Iterable<number>, but: number, people: Reach): Reach {
  const { nobody } = gitlab.organization.roster;
  const lent = { sure: nobody.sure.slice(), maybe: nobody.maybe.slice() };
  for (const place of places) {
    const source = place === but ? null : gitlab.project(place);
    if (source === null || source.project.jobs === false) continue;
    const workers = source.atLeast(DEVELOPER);
    if (!mayMeet(people.maybe, workers.maybe)) continue;
    const code = codeOf(source);
    add(lent.maybe, code.maybe);
    if (source.project.jobs === true && !isDisjoint(people.sure, workers.sure)) add(lent.sure, code.sure);
  }
  return lent;
}

/** Whoever is not listed may be anybody. */
function mayMeet(a: PrincipalSet, b: PrincipalSet): boolean {
  const unlisted = (set: PrincipalSet) => hasPrincipal(set, 0);
  return !isDisjoint(a, b) || (unlisted(a) && !isEmptySet(b)) || (unlisted(b) && !isEmptySet(a));
}

function add(into: PrincipalSet, more: PrincipalSet): void {
  for (let at = 0; at < into.length; at += 1) into[at] = (into[at] ?? 0) | (more[at] ?? 0);
}
