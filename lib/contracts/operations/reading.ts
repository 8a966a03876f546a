import { z } from 'zod';
import { actionListParams, actionListView } from '../action.ts';
import { actionChangedView, actionView } from '../action-view.ts';
import { actionChange, assigneeListParams, assigneeListView, watchActionBody } from '../action-work.ts';
import {
  findingFacetParams,
  findingFacetsView,
  findingGroupParams,
  findingGroupsView,
  findingListParams,
  findingListView,
  findingView,
} from '../finding.ts';
import { coverageCell, scoreView, todayView } from '../posture.ts';
import {
  repositoryChange,
  repositoryDeletion,
  repositoryDeletionView,
  repositoryListParams,
  repositoryListView,
  repositorySummary,
  repositoryView,
  retiredStreamView,
} from '../repository.ts';
import { scopeListParams, scopeListView, scopeView } from '../scope.ts';
import { whatIfBody, whatIfView } from '../what-if.ts';
import { answer, type Operation } from './operation.ts';

const REPO_NAME = '`name` is `owner/name`, with its slashes; deeper for hosts with subgroups.';

export const POSTURE: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/scopes',
    group: 'Posture',
    summary: 'Parts of the organization that reads can be cut to',
    notes:
      'Teams, labels and repositories of which you see something; `scope` of each is the parameter of other reads.',
    permission: 'posture:read',
    query: scopeListParams,
    answers: [answer(200, 'A page of scopes: teams first, then labels, then repositories.', scopeListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/scopes/{scope}',
    group: 'Posture',
    summary: 'One scope: its name, and how many repositories you see of it',
    notes: '`scope` is `team:payments`, `label:internet-facing` or `repo:acme/web`, with its slashes.',
    permission: 'posture:read',
    answers: [answer(200, 'The scope.', scopeView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/posture',
    group: 'Posture',
    summary: 'The score of the organization, why, and what to do next',
    permission: 'posture:read',
    answers: [answer(200, 'What the Today screen shows.', todayView)],
  },
  {
    method: 'GET',
    path: '/api/v1/actions',
    group: 'Posture',
    summary: 'What to do, in order: each action closes one or more findings',
    permission: 'finding:read',
    query: actionListParams,
    answers: [answer(200, 'A page of actions.', actionListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/actions/{id}',
    group: 'Posture',
    summary: 'One action: its steps, findings, and where else it is open',
    notes: '`ticket` is all of it as Markdown, for an issue of any tracker.',
    permission: 'finding:read',
    answers: [answer(200, 'The action.', actionView)],
    problems: [404],
  },
  {
    method: 'PATCH',
    path: '/api/v1/actions/{id}',
    group: 'Posture',
    summary: 'Claim an action, give it to somebody, set its date, or say that it is fixed',
    notes:
      'What you say closes nothing: it awaits a scan that could have seen it. With `revision`, a change of what somebody ' +
      'else changed meanwhile is refused.',
    permission: 'finding:write',
    body: actionChange,
    answers: [answer(200, 'What changed, and the action.', actionChangedView)],
    problems: [404, 409],
  },
  {
    method: 'PUT',
    path: '/api/v1/actions/{id}/watch',
    group: 'Posture',
    summary: 'Watch an action, or stop watching it',
    notes:
      'For people: a token is mailed nothing. Who watches is mailed what others do about it, and what happens to the ' +
      'findings that it closes. `GET /api/v1/actions?watched=me` lists what you watch.',
    permission: 'finding:read',
    body: watchActionBody,
    answers: [answer(200, 'The action.', actionView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/score/what-if',
    group: 'Posture',
    summary: 'What scores would be if these actions were closed',
    notes: 'Changes nothing. Ids of actions that are closed by now, or that you do not see, count nothing.',
    permission: 'finding:read',
    body: whatIfBody,
    answers: [answer(200, 'Scores before and after, and the hours that it takes.', whatIfView)],
  },
  {
    method: 'GET',
    path: '/api/v1/actions/{id}/assignees',
    group: 'Posture',
    summary: 'People and teams who may be given an action',
    permission: 'finding:write',
    query: assigneeListParams,
    answers: [answer(200, 'Those who see its repository.', assigneeListView)],
    problems: [404],
  },
];

export const FINDINGS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/findings',
    group: 'Findings',
    summary: 'Findings, by risk',
    permission: 'finding:read',
    query: findingListParams,
    answers: [answer(200, 'A page of findings.', findingListView)],
    problems: [504],
  },
  {
    method: 'GET',
    path: '/api/v1/findings/groups',
    group: 'Findings',
    summary: 'Findings by rule and repository, those with the highest risk first',
    permission: 'finding:read',
    query: findingGroupParams,
    answers: [answer(200, 'One page of groups, each with its number of findings.', findingGroupsView)],
    problems: [504],
  },
  {
    method: 'GET',
    path: '/api/v1/findings/facets',
    group: 'Findings',
    summary: 'How many findings each further filter would leave',
    permission: 'finding:read',
    query: findingFacetParams,
    answers: [answer(200, 'Counts by value of each facet.', findingFacetsView)],
    problems: [504],
  },
  {
    method: 'GET',
    path: '/api/v1/findings/{id}',
    group: 'Findings',
    summary: 'One finding with evidence, locations, timeline and action',
    permission: 'finding:read',
    answers: [answer(200, 'The finding.', findingView)],
    problems: [404],
  },
];

export const REPOSITORIES: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/repos',
    group: 'Repositories',
    summary: 'Repositories with score and coverage',
    permission: 'posture:read',
    query: repositoryListParams,
    answers: [answer(200, 'A page of repositories.', repositoryListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/repos/{name}',
    group: 'Repositories',
    summary: 'One repository',
    notes: `${REPO_NAME} A former name answers 307 with the present address.`,
    permission: 'posture:read',
    answers: [answer(200, 'The repository.', repositoryView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/repos/{name}/posture',
    route: '/api/v1/repos/{name}',
    group: 'Repositories',
    summary: 'The score of a repository, and why',
    permission: 'posture:read',
    answers: [answer(200, 'The score.', scoreView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/repos/{name}/summary',
    route: '/api/v1/repos/{name}',
    group: 'Repositories',
    summary: 'What a repository is, how it is set, and how much its lists hold',
    permission: 'posture:read',
    answers: [answer(200, 'The repository, with how many there are of each.', repositorySummary)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/repos/{name}/coverage',
    route: '/api/v1/repos/{name}',
    group: 'Repositories',
    summary: 'What is measured in a repository, and how fresh',
    permission: 'posture:read',
    answers: [answer(200, 'A cell for each category.', z.object({ items: z.array(coverageCell) }))],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/badges/{badge}',
    group: 'Repositories',
    summary: 'The badge of a repository',
    notes:
      'Its grade and score as a small picture, for a README. Its address is in `badge` of a repository that allows one; ' +
      'who has the address sees the badge. May be kept for five minutes.',
    permission: 'none',
    answers: [{ ...answer(200, 'The picture.', null), contentType: 'image/svg+xml' }],
    problems: [404],
  },
  {
    method: 'PATCH',
    path: '/api/v1/repos/{name}',
    group: 'Repositories',
    summary: 'Change what is known of a repository, or its name',
    notes: `${REPO_NAME} A former name answers 307 with the present address. 409: another repository has the new name, or had it.`,
    permission: 'settings:write',
    body: repositoryChange,
    answers: [answer(200, 'The repository.', repositoryView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/repos/{name}/streams/{id}/retire',
    route: '/api/v1/repos/{name}',
    group: 'Repositories',
    summary: 'Retire a stream that is over',
    notes:
      'For a workflow that was renamed, a label that was dropped: the stream sees nothing any more, and what no other ' +
      'stream sees is fixed. Its next report undoes that. Ids are in `streams` of the repository.',
    permission: 'stream:retire',
    answers: [answer(200, 'What that did.', retiredStreamView)],
    problems: [404],
  },
  {
    method: 'DELETE',
    path: '/api/v1/repos/{name}',
    group: 'Repositories',
    summary: 'Delete a repository with everything of it',
    notes:
      `${REPO_NAME} There is no way back. At once nothing shows it and its name is free; what it held is removed after ` +
      'that. `dry_run=true` only says what would go. A former name answers 409: the present one is needed.',
    permission: 'settings:write',
    query: repositoryDeletion,
    answers: [answer(200, 'What goes.', repositoryDeletionView)],
    problems: [404, 409, 503],
  },
];
