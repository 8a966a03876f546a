import { createViewBody, savedView, viewChange, viewListParams, viewListView } from '../saved-view.ts';
import { answer, type Operation } from './operation.ts';

/** Addresses of screens, kept under a name. */
export const SAVED_VIEWS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/views',
    group: 'Findings',
    summary: 'Saved views of a screen: one’s own, and those that the organization shares',
    notes: 'A shared view that names a repository is not among those of a caller who does not see that repository.',
    permission: 'finding:read',
    query: viewListParams,
    answers: [answer(200, 'The views.', viewListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/views',
    group: 'Findings',
    summary: 'Save a view',
    notes:
      '`search` has the parameters of the screen’s address. A view with `shared` is for the organization and needs the ' +
      'permission `view:share`; without it is one’s own, which every person may have. 409: the name is taken, or there are as many as there can be.',
    permission: 'view:share',
    body: createViewBody,
    answers: [answer(201, 'The view.', savedView)],
    problems: [409],
  },
  {
    method: 'PATCH',
    path: '/api/v1/views/{id}',
    group: 'Findings',
    summary: 'Give a view another name or other parameters, share it, or take it back',
    notes: 'Addresses name a view by its name: with another name the former address leads to it no more.',
    permission: 'finding:read',
    body: viewChange,
    answers: [answer(200, 'The view.', savedView)],
    problems: [404, 409],
  },
  {
    method: 'DELETE',
    path: '/api/v1/views/{id}',
    group: 'Findings',
    summary: 'Delete a view',
    permission: 'finding:read',
    answers: [answer(204, 'It is gone.', null)],
    problems: [404],
  },
];
