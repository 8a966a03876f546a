import { limitsChange, limitsView } from '../limits.ts';
import { organizationChange, organizationDeletion, organizationView } from '../organization.ts';
import { retentionChange, retentionPreview, retentionPreviewParams, retentionView } from '../retention.ts';
import { answer, type Operation } from './operation.ts';

/** What holds for the whole organization. */
export const SETTINGS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/organization',
    group: 'Settings',
    summary: 'The organization',
    permission: 'settings:write',
    answers: [answer(200, 'Its settings.', organizationView)],
  },
  {
    method: 'PATCH',
    path: '/api/v1/organization',
    group: 'Settings',
    summary: 'Rename the organization',
    notes: 'Its slug stays.',
    permission: 'settings:write',
    body: organizationChange,
    answers: [answer(200, 'Its settings, changed.', organizationView)],
  },
  {
    method: 'DELETE',
    path: '/api/v1/organization',
    group: 'Settings',
    summary: 'Delete the organization and everything of it',
    notes:
      'At once nobody can enter it, and its tokens are refused; a job removes findings, reports, people and the audit log. ' +
      'There is no way back. `confirm` is the slug.',
    permission: 'settings:write',
    body: organizationDeletion,
    answers: [answer(204, 'Closed; it is being removed.', null)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/organization/export',
    group: 'Settings',
    summary: 'Everything that the organization has, as a tar',
    notes:
      'Rows of each table as JSON Lines (`tables/findings/0001.jsonl`), stored reports as zstd files; without passwords and ' +
      'the hashes of tokens. A whole export ends with `end.json`, which says how much there is.',
    permission: 'settings:write',
    answers: [{ ...answer(200, 'The tar.', null), contentType: 'application/x-tar' }],
  },
  {
    method: 'GET',
    path: '/api/v1/limits',
    group: 'Settings',
    summary: 'Limits of deliveries, and what is used of them',
    permission: 'settings:write',
    answers: [answer(200, 'What the organization chose, what the installation allows, what is used.', limitsView)],
  },
  {
    method: 'PATCH',
    path: '/api/v1/limits',
    group: 'Settings',
    summary: 'Change limits of deliveries',
    notes: 'None may be above what the installation allows. Null goes back to that.',
    permission: 'settings:write',
    body: limitsChange,
    answers: [answer(200, 'The limits, changed.', limitsView)],
  },
  {
    method: 'GET',
    path: '/api/v1/retention',
    group: 'Settings',
    summary: 'How long reports, the audit log and snapshots of privileges are kept',
    permission: 'settings:write',
    answers: [answer(200, 'The policies, what there is, and when old data was last removed.', retentionView)],
  },
  {
    method: 'PATCH',
    path: '/api/v1/retention',
    group: 'Settings',
    summary: 'Change how long reports, the audit log and snapshots of privileges are kept',
    notes:
      'Of reports only the stored files are removed, within the hour: findings, counts and history stay. With a number of ' +
      'days the newest report of each stream stays however old it is; with 0 no report is kept once it is read. Entries ' +
      'of the audit log are kept for a year at least; those that remain say what was removed. ' +
      'Snapshots of who may do what go at night, with what they changed and the inventories that they were read from; the newest of each ' +
      'system stays, and so does what a review of access that is not over was frozen from. What stands stays, and since when.',
    permission: 'settings:write',
    body: retentionChange,
    answers: [answer(200, 'The policies, changed.', retentionView)],
  },
  {
    method: 'GET',
    path: '/api/v1/retention/preview',
    group: 'Settings',
    summary: 'What a policy would remove now',
    permission: 'settings:write',
    query: retentionPreviewParams,
    answers: [
      answer(
        200,
        'Reports with their stored bytes, entries of the audit log, and snapshots with their changes and inventories.',
        retentionPreview,
      ),
    ],
  },
];
