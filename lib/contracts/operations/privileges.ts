import {
  pathChangesParams,
  pathChangesView,
  pathListParams,
  pathListView,
  pathPeopleParams,
  pathPeopleView,
  pathView,
} from '../path.ts';
import { answer, type Operation } from './operation.ts';

/** Who may do what in the systems of which there are inventories, and where that leads. */
export const PRIVILEGES: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/privileges/paths',
    group: 'Privileges',
    summary: 'Ways to production',
    notes:
      'From the newest inventory of each system: who gets to what counts as production, by which pattern. What is `proven` ' +
      'follows from what was read; what is `possible` may, because something was not read. The certain ones first, the worst ' +
      'first; those that only owners go at the end.',
    permission: 'finding:read',
    query: pathListParams,
    answers: [answer(200, 'A page of paths.', pathListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/paths/changes',
    group: 'Privileges',
    summary: 'Who reaches production since when, and by which change',
    notes:
      'Drawn between an inventory and the one before: who goes a path now and reached its target by none, or no longer ' +
      'reaches it by any. What could not be read is no change.',
    permission: 'finding:read',
    query: pathChangesParams,
    answers: [answer(200, 'A page of changes, the newest first.', pathChangesView)],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/paths/{id}',
    group: 'Privileges',
    summary: 'One way to production',
    notes:
      'Its steps, the settings that hold it open, and the cheapest cut of its target: each setting of it was tightened and all ' +
      'paths computed again, so that `broken` and `hurt` are counted, not estimated.',
    permission: 'finding:read',
    answers: [answer(200, 'The path.', pathView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/privileges/paths/{id}/people',
    group: 'Privileges',
    summary: 'Everybody who goes a way to production',
    notes: 'With when each was last seen in its system: who never was loses nothing by a cut.',
    permission: 'finding:read',
    query: pathPeopleParams,
    answers: [answer(200, 'A page of principals.', pathPeopleView)],
    problems: [404],
  },
];
