import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import type {
  Allowed,
  GitlabEnvironmentRule,
  GitlabFacts,
  GitlabGroup,
  GitlabProject,
  GitlabRefRule,
  GitlabVariable,
} from '#lib/domain/privilege/gitlab/facts.ts';

/**
 * Who reaches a target in a group of GitLab alone, decided person by person and name by name, with nothing but plain search:
 * without sets, probes or names of paths, for groups of which everything is known. Tests compare the engine with it.
 */
export function reachesInGitlab(facts: AccessFacts, person: string, kind: string, at: number | null): boolean {
  const { gitlab } = facts;
  const project = at === null ? undefined : gitlab?.projects[at];
  if (gitlab === null) return false;
  const ask = new Asked(gitlab);
  if (kind === 'organizationSecret') {
    const [variable] = gitlab.variables ?? [];
    return variable !== undefined && gitlab.projects.some((each) => ask.reads(person, each, variable));
  }
  if (kind === 'runnerGroup') return gitlab.projects.some((each) => ask.runs(person, each));
  if (project === undefined) return false;
  const [variable] = project.variables ?? [];
  switch (kind) {
    case 'secret':
      return (
        ask.has(person, project, variable) ||
        ask.lent(
          person,
          project,
          (other) => ask.has(other, project, variable),
          project.jobTokens.push === true && project.jobs === true,
        )
      );
    case 'branch':
      return (
        ask.arrives(person, project, 'branch', 'main') ||
        ask.lent(
          person,
          project,
          (other) => ask.arrives(other, project, 'branch', 'main'),
          project.jobTokens.push === true,
        )
      );
    default:
      return (
        ask.deploys(person, project) ||
        ask.lent(person, project, (other) => ask.deploys(other, project), project.jobs === true)
      );
  }
}

const WORDS = ['zq', 'main', 'v1', 'rel/1', 'rel', 'vx'];

class Asked {
  readonly facts: GitlabFacts;

  constructor(facts: GitlabFacts) {
    this.facts = facts;
  }

  chain(id: string | null): GitlabGroup[] {
    const group = this.facts.groups.find((each) => each.id === id);
    return group === undefined ? [] : [group, ...this.chain(group.parent)];
  }

  in(person: string, { members, shares }: Pick<GitlabGroup, 'members' | 'shares'>): number {
    const own = (members ?? []).filter((each) => each.person === person).map((each) => each.level);
    const invited = (shares ?? []).map((share) =>
      Math.min(
        share.level,
        Math.max(
          0,
          ...this.chain(share.group).flatMap((group) =>
            (group.members ?? []).filter((each) => each.person === person).map((each) => each.level),
          ),
        ),
      ),
    );
    return Math.max(0, ...own, ...invited);
  }

  inGroup(person: string, id: string): number {
    return Math.max(0, ...this.chain(id).map((group) => this.in(person, group)));
  }

  level(person: string, project: GitlabProject): number {
    return project.archived === true ? 0 : Math.max(this.in(person, project), this.inGroup(person, project.group));
  }

  means(person: string, project: GitlabProject, each: Allowed): boolean {
    const level = this.level(person, project);
    if (each.by === 'level') return level >= each.level;
    if (each.by === 'person') return each.name === person && level >= 30;
    return each.by === 'group' && this.inGroup(person, each.name) > 0 && level >= 30;
  }

  lets(person: string, project: GitlabProject, list: readonly Allowed[] | null): boolean {
    return (list ?? []).some((each) => this.means(person, project, each));
  }

  arrives(person: string, project: GitlabProject, ref: 'branch' | 'tag', name: string): boolean {
    const rules = rulesOn(project, ref, name);
    const level = this.level(person, project);
    if (rules.length === 0) return level >= 30;
    const { required, authorApproves, committersApprove, resetOnPush } = project.approvals;
    const single = (required ?? 0) <= 1 && (authorApproves === true || committersApprove === true);
    const solo = ref === 'branch' && (required === 0 || single || resetOnPush === false);
    return (
      level >= 40 ||
      rules.some((rule) => this.lets(person, project, rule.push) || (solo && this.lets(person, project, rule.merge)))
    );
  }

  code(person: string, project: GitlabProject, isProtected: boolean): boolean {
    const refs = (['branch', 'tag'] as const).flatMap((ref) => WORDS.map((name) => ({ ref, name })));
    // Whoever edits rules protects a branch of his own.
    if (this.level(person, project) >= 40) return true;
    return refs.some(
      ({ ref, name }) =>
        (!isProtected || rulesOn(project, ref, name).length > 0) && this.arrives(person, project, ref, name),
    );
  }

  anyCode(person: string, project: GitlabProject): boolean {
    return this.code(person, project, false);
  }

  reads(person: string, project: GitlabProject, variable: GitlabVariable): boolean {
    if (project.jobs !== true || !this.code(person, project, variable.protectedOnly === true)) return false;
    const scope = variable.environments ?? '*';
    return scope.includes('*') || this.names(person, project, scope);
  }

  has(person: string, project: GitlabProject, variable: GitlabVariable | undefined): boolean {
    return variable !== undefined && (this.reads(person, project, variable) || this.level(person, project) >= 40);
  }

  runs(person: string, project: GitlabProject): boolean {
    const [runner] = this.facts.runners ?? [];
    if (runner === undefined || runner.paused === true || project.jobs !== true) return false;
    const serves = runner.projects === 'all' || runner.projects?.includes(project.id) === true;
    return serves && this.code(person, project, runner.protectedOnly === true);
  }

  /** Whether a job of his that names an environment runs. */
  names(person: string, project: GitlabProject, name: string): boolean {
    const own = project.environments?.find((each) => each.name === name)?.rule ?? 'none';
    const shared = name === 'production' ? (this.facts.tiers?.[0] ?? null) : null;
    const rules: [GitlabEnvironmentRule, boolean][] = [];
    if (own !== 'none') rules.push([own, false]);
    if (shared !== null) rules.push([shared, true]);
    if (rules.length === 0) return true;
    if (rules.every(([rule, above]) => this.passes(person, project, rule, above, true))) return true;
    return this.edits(person, project, shared);
  }

  /** Whoever edits the rule of the project, and passes that of the group or edits it too. */
  edits(person: string, project: GitlabProject, shared: GitlabEnvironmentRule | null): boolean {
    if (this.level(person, project) < 40) return false;
    return shared === null || this.passes(person, project, shared, true, false) || this.inGroup(person, 'org') >= 40;
  }

  passes(person: string, project: GitlabProject, rule: GitlabEnvironmentRule, above: boolean, self: boolean): boolean {
    const means = (list: readonly Allowed[] | null) =>
      (list ?? []).some((each) =>
        above && each.by === 'level' ? this.inGroup(person, 'org') >= each.level : this.means(person, project, each),
      );
    if (!means(rule.deploy)) return false;
    if (rule.approvals === 0) return true;
    return self && rule.approvals === 1 && project.selfApproval === true && means(rule.approvers);
  }

  deploys(person: string, project: GitlabProject): boolean {
    const shared = this.facts.tiers?.[0] ?? null;
    const guarded = shared !== null || project.environments?.[0]?.rule !== 'none';
    if (project.jobs !== true) return false;
    if (guarded && this.edits(person, project, shared)) return true;
    return this.anyCode(person, project) && this.names(person, project, 'production');
  }

  /** Whether his code runs in another project for somebody who is able to do it here. */
  lent(person: string, project: GitlabProject, able: (other: string) => boolean, open: boolean): boolean {
    if (!open || project.archived === true) return false;
    const { limited, projects, groups } = project.jobTokens;
    const people = [...new Set([...this.facts.groups, ...this.facts.projects].flatMap((each) => each.members ?? []))];
    return this.facts.projects.some((source) => {
      const listed =
        projects?.includes(source.id) === true ||
        this.chain(source.group).some(({ id }) => groups?.includes(id) === true);
      return (
        source !== project &&
        (limited === false || listed) &&
        source.jobs === true &&
        this.arrives(person, source, 'branch', 'main') &&
        people.some((other) => able(other.person) && this.level(other.person, source) >= 30)
      );
    });
  }
}

function rulesOn(project: GitlabProject, ref: 'branch' | 'tag', name: string): GitlabRefRule[] {
  const rules = (ref === 'branch' ? project.branches : project.tags) ?? [];
  return rules.filter(({ pattern }) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name,
  );
}
