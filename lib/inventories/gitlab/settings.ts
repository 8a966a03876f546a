import { asArray, asNumber, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { flagOf, idOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import type { GitlabBuilding } from './building.ts';

/** What is set for the whole group, its machines, its variables, and the environments of its projects. */
export function readSettings(building: GitlabBuilding): void {
  building.resources.set('org', resourceOf('org', 'org', building.document.scope, { sections: [] }));
  const group = building.object('group');
  if (group !== null) {
    building.controls.push({
      kind: 'organization',
      resource: 'org',
      twoFactorRequired: flagOf(group.require_two_factor_authentication),
      basePermission: null,
    });
  }
  readRunners(building);
}

function readRunners(building: GitlabBuilding): void {
  for (const { value, position } of building.rows('runners')) {
    const number = idOf(value.id);
    if (number === null) {
      building.skip('runners', position, 'no id');
      continue;
    }
    const kind = asString(value.runner_type);
    const access = asString(value.access_level);
    const runner = principalOf('runner', `runner:${number}`, nameOf(value.description) ?? `runner ${number}`, {
      suspended: flagOf(value.paused),
      sections: ['runners'],
      runner: {
        ephemeral: null,
        group: null,
        shared: kind === null ? null : kind !== 'project_type',
        untagged: flagOf(value.run_untagged),
        protectedOnly: access === null ? null : access === 'ref_protected',
      },
    });
    building.addOnce(building.principals, runner, 'runners', position);
  }
}

/** After projects are known. */
export function readInProjects(building: GitlabBuilding): void {
  for (const { value, position } of building.rows('group_variables')) {
    const problem = addVariable(building, value, { id: 'org', name: '' });
    if (problem !== null) building.skip('group_variables', position, problem);
  }
  building.eachRow('project_variables', (project, row) => addVariable(building, row, project));
  building.eachProject('job_token_scope', (project, { data }) => {
    const limited = isRecord(data) ? flagOf(data.inbound_enabled) : null;
    building.controls.push({ kind: 'job_token', resource: project.id, limited });
  });
  readEnvironments(building);
}

/** The same name may be set once for each environment: each is a variable of its own. */
function addVariable(building: GitlabBuilding, row: Json, place: { id: string; name: string }): string | null {
  const name = nameOf(row.key);
  if (name === null) return 'no key';
  const environments = asString(row.environment_scope);
  const id = `${place.id}/secret:${name}${environments === null || environments === '*' ? '' : `@${environments}`}`;
  const shown = `${place.name} ${name}`.trim();
  if (!building.resources.has(id))
    building.resources.set(
      id,
      resourceOf('secret', id, shown, {
        parent: place.id,
        sections: place.id === 'org' ? ['group_variables'] : ['projects', 'project_variables'],
      }),
    );
  // A hidden one is masked, and not even shown to those who may change it.
  const masked = row.hidden === true ? true : flagOf(row.masked);
  building.controls.push({
    kind: 'variable',
    resource: id,
    protectedOnly: flagOf(row.protected),
    masked,
    environments,
  });
  return null;
}

const ENVIRONMENTS = ['projects', 'environments', 'protected_environments'];

function readEnvironments(building: GitlabBuilding): void {
  const own = new Map(
    building
      .rows('projects')
      .map(({ value }) => [`repo:${idOf(value.id)}`, flagOf(value.allow_pipeline_trigger_approve_deployment)]),
  );
  building.eachRow('environments', (project, row, position) => {
    const name = nameOf(row.name);
    if (name === null) return 'no name';
    if (row.state === 'stopped') return null;
    const id = environmentId(project.id, name);
    const environment = resourceOf('environment', id, `${project.name} ${name}`, {
      parent: project.id,
      sections: ENVIRONMENTS,
    });
    building.addOnce(building.resources, environment, 'environments', position);
    return null;
  });
  const guarded = new Set<string>();
  building.eachRow('protected_environments', (project, row) => {
    const name = nameOf(row.name);
    if (name === null) return 'no name';
    const id = environmentId(project.id, name);
    const shown = `${project.name} ${name}`;
    if (!building.resources.has(id))
      building.resources.set(id, resourceOf('environment', id, shown, { parent: project.id, sections: ENVIRONMENTS }));
    const rules = asArray(row.approval_rules).map((each) => asNumber(asRecord(each).required_approvals) ?? 0);
    const reviewers = Math.max(asNumber(row.required_approval_count) ?? 0, ...rules);
    const approvesOwn = own.get(project.id) ?? null;
    guarded.add(id);
    building.controls.push({
      ...{ kind: 'environment', resource: id, reviewers, branches: 'any' },
      preventSelfReview: approvesOwn === null ? null : !approvesOwn,
    });
    return null;
  });
  if (!building.isRead('protected_environments')) return;
  // What is not protected, everybody who may run pipelines deploys to.
  const open = building.unanswered.get('protected_environments');
  for (const { id, kind, parent } of building.resources.values()) {
    if (kind === 'environment' && !guarded.has(id) && open?.has(parent ?? '') !== true)
      building.controls.push({
        kind: 'environment',
        resource: id,
        reviewers: 0,
        preventSelfReview: null,
        branches: 'any',
      });
  }
}

const environmentId = (project: string, name: string): string => `${project}/environment:${name.toLowerCase()}`;
