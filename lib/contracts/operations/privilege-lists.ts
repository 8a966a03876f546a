import { mappingChange, mappingParams, mappingView } from '../inventory-mapping.ts';
import {
  changeListParams,
  changeListView,
  credentialListParams,
  credentialListView,
  grantListParams,
  grantListView,
  principalDetail,
  principalListParams,
  principalListView,
  resourceListParams,
  resourceListView,
} from '../privilege.ts';
import { type PrivilegeList, privilegeExportParams } from '../privilege-export.ts';
import { graphExportParams } from '../privilege-graph.ts';
import { privilegeSettingsChange, privilegeSettingsView } from '../privilege-settings.ts';
import { snapshotListParams, snapshotListView } from '../privilege-snapshot.ts';
import { privilegeSummary } from '../privilege-summary.ts';
import { answer, type Operation } from './operation.ts';

const EXPORTED: Readonly<Record<PrivilegeList, string>> = {
  principals: 'Principals',
  grants: 'Rights',
  credentials: 'Credentials',
  changes: 'Changes',
  resources: 'Environments and other resources',
  paths: 'Ways to production',
};

/** The files of these lists. */
const EXPORTS: readonly Operation[] = Object.entries(EXPORTED).map(([list, name]) => ({
  method: 'GET' as const,
  path: `/api/v1/privileges/${list}/export`,
  group: 'Privileges' as const,
  summary: `${name} as a file: CSV, JSON`,
  notes:
    'Every row of the list with the same filters, in its order, as of one moment. The audit log says who exported it.',
  permission: 'finding:read' as const,
  query: privilegeExportParams[list as PrivilegeList],
  answers: [
    { status: 200, description: 'The file.', schema: null, contentType: 'text/csv' },
    { status: 200, description: 'The file.', schema: null, contentType: 'application/json' },
  ],
  problems: [404, 429, 503],
}));

/** Who may do what, as inventories say it. */
export const PRIVILEGE_LISTS: readonly Operation[] = [
  ...EXPORTS,
  {
    method: 'GET',
    path: '/api/v1/privileges/summary',
    group: 'Privileges',
    summary: 'Who may do what, in figures',
    notes:
      'Each number is the count of the list that it is named after, with the first of it by name. What a system does not tell, ' +
      'as when a right was last used, is counted apart: it is neither used nor unused.',
    permission: 'finding:read',
    answers: [answer(200, 'The figures.', privilegeSummary)],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/principals',
    group: 'Privileges',
    summary: 'Whoever may do something: people, machines, groups, credentials',
    notes:
      'The highest level first. What a section that failed would have said stays as it was said last, and `unknown_since` says since when.',
    permission: 'finding:read',
    query: principalListParams,
    answers: [answer(200, 'A page of principals.', principalListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/principals/{id}',
    group: 'Privileges',
    summary: 'One principal, with what it may do and why',
    notes: '`chain` names the groups between it and whoever was given a right, through groups in groups.',
    permission: 'finding:read',
    answers: [answer(200, 'The principal.', principalDetail)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/grants',
    group: 'Privileges',
    summary: 'Rights, with whom they were given to and on what',
    notes: 'With `principal`: all that it has, by its groups too, each with the chain of groups.',
    permission: 'finding:read',
    query: grantListParams,
    answers: [answer(200, 'A page of rights, the highest level first.', grantListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/graph',
    group: 'Privileges',
    summary: 'Who may do what as a graph for BloodHound: OpenGraph',
    notes:
      'Principals, resources, memberships and rights as of one moment, facts alone. What is not known is left out of properties. The audit log says who exported it.',
    permission: 'finding:read',
    query: graphExportParams,
    answers: [{ status: 200, description: 'The file.', schema: null, contentType: 'application/json' }],
    problems: [404, 429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/credentials',
    group: 'Privileges',
    summary: 'Tokens, keys, apps and stored secrets by their age',
    notes: 'Never a value. Ages are compared with what the organization allows (`/api/v1/privileges/settings`).',
    permission: 'finding:read',
    query: credentialListParams,
    answers: [answer(200, 'A page of credentials, the oldest first.', credentialListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/changes',
    group: 'Privileges',
    summary: 'What changed in who may do what',
    notes:
      'The newest first; `admin=true`: who became admin of something, through groups too. With one `system` and `from`: what is different between two snapshots. Nothing is drawn from what was not told, and nothing from the first snapshot.',
    permission: 'finding:read',
    query: changeListParams,
    answers: [answer(200, 'A page of changes.', changeListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/snapshots',
    group: 'Privileges',
    summary: 'Pictures of who may do what that inventories gave',
    notes: '`newest=true`: the newest of each system.',
    permission: 'finding:read',
    query: snapshotListParams,
    answers: [answer(200, 'A page of snapshots, the newest first.', snapshotListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/resources',
    group: 'Privileges',
    summary: 'What rights are about, and what of it is production',
    notes: 'Environments, unless `kind` says more.',
    permission: 'finding:read',
    query: resourceListParams,
    answers: [answer(200, 'A page of resources.', resourceListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/settings',
    group: 'Privileges',
    summary: 'What the organization takes for production, and how old things may become',
    permission: 'policy:read',
    answers: [answer(200, 'The settings, the defaults where nobody changed them.', privilegeSettingsView)],
  },
  {
    method: 'PATCH',
    path: '/api/v1/privileges/settings',
    group: 'Privileges',
    summary: 'Change what is production, and how old things may become',
    notes: 'Inventories that are in effect are judged by it again, within minutes; lists show it at once.',
    permission: 'settings:write',
    body: privilegeSettingsChange,
    answers: [answer(200, 'The settings, changed.', privilegeSettingsView)],
  },
  {
    method: 'GET',
    path: '/api/v1/inventories/mapping',
    group: 'Privileges',
    summary: "Which column of a source's tables is which",
    permission: 'policy:read',
    query: mappingParams,
    answers: [answer(200, 'For each section the header for each member; empty where nobody said it.', mappingView)],
  },
  {
    method: 'PUT',
    path: '/api/v1/inventories/mapping',
    group: 'Privileges',
    summary: "Say which column of a source's tables is which",
    notes:
      'Tables that are delivered without `mapping` are read by it from then on. Sections that are not named stay as they are; one without members is read by its own names.',
    permission: 'settings:write',
    query: mappingParams,
    body: mappingChange,
    answers: [answer(200, 'All that is saved.', mappingView)],
  },
];
