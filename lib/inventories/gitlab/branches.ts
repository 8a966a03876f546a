import type { Bypass } from '#lib/domain/privilege/inventory.ts';
import { asArray, asNumber, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { flagOf, idOf, nameOf } from '../shared/values.ts';
import type { GitlabBuilding } from './building.ts';

/** What guards default branches, and who has to approve merge requests. */
export function readBranches(building: GitlabBuilding): void {
  const defaults = defaultBranches(building);
  building.eachRow('protected_branches', (project, row) => {
    const name = nameOf(row.name);
    if (name === null || !Array.isArray(row.push_access_levels))
      return name === null ? 'no name' : 'no push_access_levels';
    const branch = defaults.get(project.id) ?? null;
    if (branch === null || !covers(name, branch)) return null;
    building.controls.push({
      kind: 'branch',
      resource: project.id,
      origin: 'protected_branch',
      name: `protected branch ${name}`,
      reviews: null,
      blocksForcePush: row.allow_force_push === false,
      bypass: pushers(row),
      bindsAdmins: null,
    });
    return null;
  });
  readApprovals(building, defaults);
}

function defaultBranches(building: GitlabBuilding): Map<string, string> {
  return new Map(
    building.rows('projects').flatMap(({ value }) => {
      const id = idOf(value.id);
      const branch = asString(value.default_branch);
      return id === null || branch === null ? [] : [[`repo:${id}`, branch] as const];
    }),
  );
}

/** A name with `*` for any characters, as GitLab compares them. */
function covers(pattern: string, branch: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === branch;
  if (!branch.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? branch.length - piece.length : branch.indexOf(piece, at);
    if (found < at || !branch.startsWith(piece, found)) return false;
    at = found + piece.length;
  }
  return true;
}

/** Who may push to the branch itself, past every merge request: 0 is nobody. */
function pushers(row: Json): Bypass[] {
  return asArray(row.push_access_levels)
    .map(asRecord)
    .flatMap((each): Bypass[] => {
      const [key, user, group] = [idOf(each.deploy_key_id), idOf(each.user_id), idOf(each.group_id)];
      if (key !== null) return [{ kind: 'DeployKey', id: key, mode: 'always' }];
      if (user !== null) return [{ kind: 'User', id: user, mode: 'push' }];
      if (group !== null) return [{ kind: 'Group', id: group, mode: 'push' }];
      const level = asNumber(each.access_level);
      return level === 0 ? [] : [{ kind: 'Role', id: String(level ?? ''), mode: 'push' }];
    });
}

/** A rule may be for some protected branches only; one that names none is for all. */
function isAbout({ protected_branches: branches }: Json, branch: string | null): boolean {
  const names = asArray(branches).map((each) => asString(asRecord(each).name) ?? '');
  return names.length === 0 || (branch !== null && names.some((name) => covers(name, branch)));
}

function readApprovals(building: GitlabBuilding, defaults: ReadonlyMap<string, string>): void {
  const asked = new Map<string, number>();
  building.eachProject('approval_rules', (project, { data, position }) => {
    if (!Array.isArray(data)) {
      building.skip('approval_rules', position, 'not a list');
      building.leaveOpen('approval_rules', project.id, `Not every rule of approval of ${project.name} was told.`);
      return;
    }
    const rules = data
      .map(asRecord)
      .filter(({ rule_type }) => rule_type !== 'code_owner' && rule_type !== 'report_approver')
      .filter((rule) => isAbout(rule, defaults.get(project.id) ?? null));
    asked.set(project.id, Math.max(0, ...rules.map((each) => asNumber(each.approvals_required) ?? 0)));
  });
  building.eachProject('approvals', (project, { data, position }) => {
    if (!isRecord(data)) {
      building.skip('approvals', position, 'not an object');
      building.leaveOpen('approvals', project.id, `The approvals of ${project.name} could not be read.`);
      return;
    }
    const before = asNumber(data.approvals_before_merge);
    const byRules = asked.get(project.id) ?? null;
    const committers = flagOf(data.merge_requests_disable_committers_approval);
    building.controls.push({
      kind: 'merge',
      resource: project.id,
      approvals: before === null && byRules === null ? null : Math.max(before ?? 0, byRules ?? 0),
      authorApproves: flagOf(data.merge_requests_author_approval),
      committersApprove: committers === null ? null : !committers,
      resetOnPush: flagOf(data.reset_approvals_on_push),
    });
  });
}
