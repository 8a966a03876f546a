import {
  actionIssuesView,
  createTrackerBody,
  orderIssueBody,
  trackerChange,
  trackerListView,
  trackerTest,
  trackerView,
} from '../tracker.ts';
import { answer, type Operation } from './operation.ts';

const PATH = '/api/v1/trackers/{id}';
const ISSUES = '/api/v1/actions/{id}/issues';

/** Where issues of actions are made: GitHub, GitLab, Jira. */
export const TRACKERS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/trackers',
    group: 'Issue trackers',
    summary: 'Where issues are made, by name',
    notes: 'Credentials are told to nobody.',
    permission: 'sink:read',
    answers: [answer(200, 'The trackers.', trackerListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/trackers',
    group: 'Issue trackers',
    summary: 'Have issues made in GitHub, GitLab or Jira',
    notes: '`projects` says which repository’s issues go where; the first rule that matches counts.',
    permission: 'sink:write',
    body: createTrackerBody,
    answers: [answer(201, 'The tracker.', trackerView)],
    problems: [409],
  },
  {
    method: 'GET',
    path: PATH,
    group: 'Issue trackers',
    summary: 'One tracker',
    permission: 'sink:read',
    answers: [answer(200, 'The tracker.', trackerView)],
    problems: [404],
  },
  {
    method: 'PATCH',
    path: PATH,
    group: 'Issue trackers',
    summary: 'Change a tracker',
    notes: 'What is left out stays. Another address needs the token again.',
    permission: 'sink:write',
    body: trackerChange,
    answers: [answer(200, 'The tracker, changed.', trackerView)],
    problems: [404, 409],
  },
  {
    method: 'DELETE',
    path: PATH,
    group: 'Issue trackers',
    summary: 'Remove a tracker with its credentials',
    notes: 'Links to its issues stay; issues that are not made yet never are.',
    permission: 'sink:write',
    answers: [answer(204, 'Removed.', null)],
    problems: [404],
  },
  {
    method: 'POST',
    path: `${PATH}/test`,
    group: 'Issue trackers',
    summary: 'Try a tracker',
    notes: 'Asks for the projects of its rules, with its credentials. Nothing is made.',
    permission: 'sink:write',
    answers: [answer(200, 'What works, and what is in the way.', trackerTest)],
    problems: [404],
  },
  {
    method: 'GET',
    path: ISSUES,
    group: 'Issue trackers',
    summary: 'Issues of an action, and where one can be made',
    permission: 'finding:read',
    answers: [answer(200, 'The issues.', actionIssuesView)],
    problems: [404],
  },
  {
    method: 'POST',
    path: ISSUES,
    group: 'Issue trackers',
    summary: 'Make an issue of an action',
    notes:
      'A job makes it: `state` is `waiting` until then. An action has one issue in a tracker; asking again answers 200 and ' +
      'makes none. 409: the action is closed, or ends by itself. 422: no rule of the tracker is for its repository.',
    permission: 'finding:write',
    body: orderIssueBody,
    answers: [answer(201, 'It is ordered.', actionIssuesView), answer(200, 'It was ordered before.', actionIssuesView)],
    problems: [404, 409, 422],
  },
];
