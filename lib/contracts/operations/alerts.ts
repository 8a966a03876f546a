import { ownAlertsChange, ownAlertsView, teamAlertsChange, teamAlertsView } from '../alert.ts';
import { answer, type Operation } from './operation.ts';

const MINE = '/api/v1/users/me/alerts';
const TEAM = '/api/v1/teams/{slug}/alerts';

/** What people are told of by mail as it happens. */
export const ALERTS: readonly Operation[] = [
  {
    method: 'GET',
    path: MINE,
    group: 'Mail',
    summary: 'What you are told of as it happens',
    notes: 'Of what you may see. `teams` is what your teams add. For people who are signed in; a token has no account.',
    permission: 'account:write',
    answers: [answer(200, 'What you are told of.', ownAlertsView)],
  },
  {
    method: 'PATCH',
    path: MINE,
    group: 'Mail',
    summary: 'Choose what you are told of as it happens',
    notes:
      'One mail tells of everything since the last one. They come at least 5 minutes apart, further apart the more there ' +
      'are on a day, and none within your quiet hours: what happens meanwhile comes in the next one.',
    permission: 'account:write',
    body: ownAlertsChange,
    answers: [answer(200, 'What you are told of, changed.', ownAlertsView)],
  },
  {
    method: 'GET',
    path: TEAM,
    group: 'Teams',
    summary: 'What the people of a team are told of as it happens',
    permission: 'team:read',
    answers: [answer(200, 'What they are told of.', teamAlertsView)],
    problems: [404],
  },
  {
    method: 'PATCH',
    path: TEAM,
    group: 'Teams',
    summary: 'Choose what the people of a team are told of as it happens',
    notes: 'About the repositories that the team owns. Who asked for the same for themselves is told once.',
    permission: 'team:write',
    body: teamAlertsChange,
    answers: [answer(200, 'What they are told of, changed.', teamAlertsView)],
    problems: [404],
  },
];
