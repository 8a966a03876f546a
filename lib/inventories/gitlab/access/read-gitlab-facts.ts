import { bareOrganization } from '#lib/domain/privilege/access/bare-organization.ts';
import type { AccessFacts, Person, ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import {
  type GitlabFacts,
  type GitlabGroup,
  type GitlabProject,
  type GitlabRunner,
  OWNER,
} from '#lib/domain/privilege/gitlab/facts.ts';
import { groupChain } from '#lib/domain/privilege/gitlab/group-chain.ts';
import type { AnsweredSection } from '#lib/inventories/shared/answers.ts';
import { flagOf, idOf } from '#lib/inventories/shared/values.ts';
import { asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import { type GitlabAnswers, gitlabAnswers } from './answers.ts';
import { membersOf, type Names, sharesOf, tokensOf } from './read-members.ts';
import { readProject, variablesOf } from './read-project.ts';
import { environmentRule, type GroupId } from './read-rules.ts';

interface GitlabSource {
  readonly scope: string;
  /** When it was collected, as ISO 8601. */
  readonly collectedAt: string;
  readonly sections: ReadonlyMap<string, AnsweredSection>;
  readonly production: ProductionPatterns;
}

/** Facts of access from GitLab's own answers. What was not answered is unknown, never empty. */
export function readGitlabFacts({ scope, collectedAt, sections, production }: GitlabSource): AccessFacts {
  const answers = gitlabAnswers(sections);
  const names: Names = new Map();
  const top = idOf(answers.object('group').id);
  const groupId: GroupId = (number) => (number === top ? 'org' : `group:${number}`);
  const groups = readGroups(answers, { scope, now: collectedAt, names, groupId });
  const placed = new Map(groups.map(({ id, name }) => [name.toLowerCase(), id]));
  const rows = answers.list('projects') ?? [];
  const projects = rows.map((row) => {
    const path = asString(row.path_with_namespace) ?? '';
    const home = path.slice(0, Math.max(0, path.lastIndexOf('/'))).toLowerCase();
    const group = placed.get(home) ?? `group:${home}`;
    return readProject({ answers, now: collectedAt, names, groupId, production }, row, group);
  });
  const gitlab: GitlabFacts = {
    groups: [...groups, ...untold(projects, groups)],
    projects,
    ...readVariables(answers, groups),
    runners: readRunners(answers, rows, projects, { groups, groupId }),
    tiers:
      answers.list('group_protected_environments')?.map((row) => ({
        tier: asString(row.name)?.toLowerCase() ?? '',
        ...environmentRule(row, groupId),
      })) ?? null,
  };
  const { members } = groups[0] ?? { members: null };
  return {
    organization: bareOrganization(scope, members && peopleOf(members, names)),
    ...{ repositories: [], secrets: [], runnerGroups: [], cloudRoles: [], unreadClouds: [], safes: [] },
    ...{ gitlab, production },
  };
}

function readVariables(
  answers: GitlabAnswers,
  groups: readonly GitlabGroup[],
): Pick<GitlabFacts, 'variables' | 'untold'> {
  const own = variablesOf(answers.list('group_variables'), 'org', 'org');
  const below = groups.flatMap(({ id, name, parent }) => {
    if (parent === null) return [];
    const rows = answers.rows('subgroup_variables', { number: id.slice('group:'.length), path: name });
    return [{ name, variables: variablesOf(rows, id, id) }];
  });
  return {
    variables: own === null ? null : [...own, ...below.flatMap(({ variables }) => variables ?? [])],
    untold: below.flatMap(({ name, variables }) => (variables === null ? [name] : [])),
  };
}

/** Who is in the group itself, and then who is only in what lies below. */
function peopleOf(members: NonNullable<GitlabGroup['members']>, names: Names): Person[] {
  const levels = new Map(members.map(({ person, level }) => [person, level]));
  return [...names].map(([id, name]): Person => {
    const level = levels.get(id);
    return { id, name, kind: level === undefined ? 'outside' : level >= OWNER ? 'owner' : 'member' };
  });
}

/** The group, those in it, and those that were invited from elsewhere. */
function readGroups(
  answers: GitlabAnswers,
  { scope, now, names, groupId }: { scope: string; now: string; names: Names; groupId: GroupId },
): GitlabGroup[] {
  const org: GitlabGroup = {
    ...{ id: 'org', name: scope, parent: null },
    members: membersOf(answers.list('members'), now, names),
    shares: sharesOf(answers.object('group').shared_with_groups, now, groupId),
    tokens: tokensOf(answers.list('group_access_tokens'), now),
  };
  const below = (answers.list('subgroups') ?? []).flatMap((row): GitlabGroup[] => {
    const number = idOf(row.id);
    const parent = idOf(row.parent_id);
    if (number === null) return [];
    const path = asString(row.full_path) ?? '';
    return [
      {
        ...{ id: `group:${number}`, name: path, parent: parent === null ? 'org' : groupId(parent) },
        members: membersOf(answers.rows('group_members', { number, path }), now, names),
        shares: sharesOf(row.shared_with_groups, now, groupId),
        tokens: tokensOf(answers.rows('subgroup_tokens', { number, path }), now),
      },
    ];
  });
  const known = new Set(['org', ...below.map(({ id }) => id)]);
  const invited = new Map<string, string>();
  const note = (rows: unknown) => {
    for (const row of Array.isArray(rows) ? rows : []) {
      const number = idOf(row?.group_id);
      if (number !== null) invited.set(number, asString(row.group_full_path) ?? '');
    }
  };
  note(answers.object('group').shared_with_groups);
  for (const row of [...(answers.list('subgroups') ?? []), ...(answers.list('projects') ?? [])])
    note(row.shared_with_groups);
  const foreign = [...invited].flatMap(([number, path]): GitlabGroup[] =>
    known.has(groupId(number))
      ? []
      : [
          {
            ...{ id: groupId(number), name: path, parent: null, shares: [], tokens: [] },
            members: membersOf(answers.rows('group_members', { number, path }), now, names),
          },
        ],
  );
  return [org, ...below, ...foreign];
}

/** Groups of projects that nobody told of: they are in the topmost one, and who else is in them is not known. */
function untold(projects: readonly GitlabProject[], groups: readonly GitlabGroup[]): GitlabGroup[] {
  const known = new Set(groups.map(({ id }) => id));
  const missing = new Set(projects.map(({ group }) => group).filter((id) => !known.has(id)));
  return [...missing].map((id) => ({
    ...{ id, name: id.slice('group:'.length), parent: 'org' },
    ...{ members: null, shares: null, tokens: null },
  }));
}

function readRunners(
  answers: GitlabAnswers,
  rows: readonly Json[],
  projects: readonly GitlabProject[],
  { groups, groupId }: { groups: readonly GitlabGroup[]; groupId: GroupId },
): Known<readonly GitlabRunner[]> {
  const known = new Map(groups.map((group) => [group.id, group]));
  const isIn = (group: string, wanted: ReadonlySet<string>): boolean =>
    groupChain(known, group).some(({ id }) => wanted.has(id));
  /** Of shared machines all projects but those that do without them. */
  const allBut = (flag: string, wanted: ReadonlySet<string>): GitlabRunner['projects'] => {
    const out = new Set(rows.filter((row) => row[flag] === false).map((row) => `repo:${idOf(row.id)}`));
    const whole = wanted.has('org');
    if (whole && out.size === 0) return 'all';
    return projects.filter(({ id, group }) => !out.has(id) && (whole || isIn(group, wanted))).map(({ id }) => id);
  };
  const served = (row: Json): GitlabRunner['projects'] => {
    const ids = (list: unknown) => (Array.isArray(list) ? list.map((each) => idOf(each?.id)) : null);
    switch (asString(row.runner_type)) {
      case 'instance_type':
        return allBut('shared_runners_enabled', new Set(['org']));
      case 'group_type': {
        const named = ids(row.groups)?.map((number) => groupId(number ?? '')) ?? ['org'];
        // A group above this one serves all of it.
        return allBut('group_runners_enabled', new Set(named.some((id) => !known.has(id)) ? ['org'] : named));
      }
      case 'project_type':
        return ids(row.projects)?.map((number) => `repo:${number}`) ?? null;
      default:
        return null;
    }
  };
  return (
    answers.list('runners')?.flatMap((row): GitlabRunner[] => {
      const number = idOf(row.id);
      const access = asString(row.access_level);
      if (number === null) return [];
      return [
        {
          ...{ id: `runner:${number}`, name: asString(row.description) ?? `runner ${number}` },
          ...{ tags: asStrings(row.tag_list), paused: flagOf(row.paused), projects: served(row) },
          protectedOnly: access === null ? null : access === 'ref_protected',
        },
      ];
    }) ?? null
  );
}
