import { COMPANY } from '../company.ts';
import { SCHEMA, type SystemMoment, type SystemReport } from './system-report.ts';

type Row = Record<string, unknown>;

const SCOPE = `${COMPANY}-apps`;
const ok = (data: unknown): Row => ({ status: 'ok', data });
const MAINTAINER = 40;
const OWNER = 50;
const PROJECT = 7101;

/** What GitLab says of the group in which the demo's company still has its apps. */
export function gitlabSystem({ at, picture, days }: SystemMoment): SystemReport {
  const person = (username: string, id: number, access_level: number): Row => ({
    ...{ id, username, name: username, state: 'active', access_level, expires_at: null, created_at: days(600) },
  });
  const ofProject = (data: unknown): Row => ok([{ project: PROJECT, status: 'ok', data }]);
  const document = {
    ...{ schema: SCHEMA, source: 'gitlab', scope: SCOPE, collected_at: at.toISOString(), collector: 'demo' },
    sections: {
      group: ok({ id: 7001, full_path: SCOPE, require_two_factor_authentication: true, shared_with_groups: [] }),
      members: ok([
        person('ines.calder', 7201, OWNER),
        person('jonas.ekberg', 7202, OWNER),
        person('amara.obi', 7203, picture > 1 ? MAINTAINER : 30),
      ]),
      billable_members: ok([
        { id: 7201, username: 'ines.calder', last_activity_on: dayOf(days(2)) },
        { id: 7202, username: 'jonas.ekberg', last_activity_on: dayOf(days(130)) },
        { id: 7203, username: 'amara.obi', last_activity_on: dayOf(days(1)) },
      ]),
      enterprise_users: ok([user('ines.calder', 7201), user('jonas.ekberg', 7202), user('amara.obi', 7203)]),
      owners: ok([]),
      projects: ok([
        {
          ...{ id: PROJECT, path_with_namespace: `${SCOPE}/driver-app`, visibility: 'private', archived: false },
          ...{ builds_access_level: 'enabled', forking_access_level: 'disabled' },
          ...{ ci_allow_fork_pipelines_to_run_in_parent_project: false },
          ci_push_repository_for_job_token_allowed: false,
          ...{ default_branch: 'main', allow_pipeline_trigger_approve_deployment: false, shared_with_groups: [] },
        },
      ]),
      ...{ subgroups: ok([]), group_members: ok([]), subgroup_tokens: ok([]), subgroup_variables: ok([]) },
      group_protected_environments: ok([]),
      ...{ protected_tags: ofProject([]), job_token_projects: ofProject([]), job_token_groups: ofProject([]) },
      project_members: ofProject([]),
      group_access_tokens: ok([token(days)]),
      project_access_tokens: ofProject([]),
      deploy_keys: ofProject([]),
      protected_branches: ofProject([
        {
          ...{ id: 7301, name: 'main', allow_force_push: false, code_owner_approval_required: false },
          push_access_levels: [{ access_level: 0, user_id: null }],
          merge_access_levels: [{ access_level: MAINTAINER, user_id: null }],
        },
      ]),
      approvals: ofProject({
        ...{ approvals_before_merge: 0, reset_approvals_on_push: true },
        ...{ merge_requests_author_approval: false, merge_requests_disable_committers_approval: true },
      }),
      approval_rules: ofProject([{ id: 7401, rule_type: 'any_approver', approvals_required: 1 }]),
      environments: ofProject([{ id: 7501, name: 'production', state: 'available' }]),
      protected_environments: ofProject([
        {
          ...{ name: 'production', required_approval_count: 0 },
          deploy_access_levels: [{ access_level: MAINTAINER }],
          approval_rules: [{ access_level: OWNER, required_approvals: 1 }],
        },
      ]),
      runners: ok([runner(picture)]),
      group_variables: ok([]),
      project_variables: ofProject([
        {
          ...{ key: 'STORE_SIGNING_KEY', variable_type: 'file', protected: false, masked: false },
          environment_scope: '*',
        },
      ]),
      job_token_scope: ofProject({ inbound_enabled: true, outbound_enabled: false }),
    },
  };
  return { source: 'gitlab', scope: SCOPE, at, document };
}

const dayOf = (instant: string): string => instant.slice(0, 10);

const user = (username: string, id: number): Row => ({ id, username, two_factor_enabled: true });

const token = (days: SystemMoment['days']): Row => ({
  ...{ id: 7601, name: 'store upload', access_level: MAINTAINER, scopes: ['api'], active: true, revoked: false },
  ...{ created_at: days(200), expires_at: dayOf(days(-100)), last_used_at: days(1) },
});

/** Takes jobs of branches that nobody protects, since the second picture. */
const runner = (picture: number): Row => ({
  ...{ id: 7701, description: 'mac mini', runner_type: 'group_type', paused: false, run_untagged: true },
  access_level: picture > 1 ? 'not_protected' : 'ref_protected',
});
