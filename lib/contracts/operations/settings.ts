import { organizationChange, organizationView } from '../organization.ts';
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
];
