import { emailWish } from '../account.ts';
import { ownSignInView } from '../sign-in.ts';
import {
  emailConfirmation,
  inviteBody,
  invitedUser,
  sessionListView,
  userChange,
  userListParams,
  userListView,
  userRow,
} from '../user.ts';
import { answer, type Operation } from './operation.ts';

/** Managing people, and one's own sessions. */
export const PEOPLE: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/users',
    group: 'Access',
    summary: 'People, by name',
    notes: 'Those who were removed are not in it.',
    permission: 'user:write',
    query: userListParams,
    answers: [answer(200, 'A page of them.', userListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/users',
    group: 'Access',
    summary: 'Invite a person',
    notes:
      'The link works once, for seven days: who opens it chooses a name and a password, or signs in and joins with the ' +
      'account that there is. Inviting somebody again, with the same role, ends the earlier link; it is also how a ' +
      'forgotten password of somebody who is in no other organization is replaced.',
    permission: 'user:write',
    body: inviteBody,
    answers: [answer(201, 'The only answer that holds the link.', invitedUser)],
    problems: [409],
  },
  {
    method: 'PATCH',
    path: '/api/v1/users/{id}',
    group: 'Access',
    summary: 'Give a person another role, disable or enable them',
    notes:
      'It counts from the next request of the person on. Who is disabled is signed out, or goes on in another organization, ' +
      'and loses open invitations and the use of the API tokens that they made; upload tokens that they made go on. The last administrator who can sign in can be ' +
      'neither disabled nor given another role, and nobody can give themselves more rights (409).',
    permission: 'user:write',
    body: userChange,
    answers: [answer(200, 'The person, changed.', userRow)],
    problems: [404, 409],
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/{id}',
    group: 'Access',
    summary: 'Remove a person',
    notes:
      'Name and e-mail address are erased for good, with the account unless another organization has it, and history, reports and the ' +
      'audit log say "Removed person" from then on. The address may be invited again. Not for the last administrator who can sign ' +
      'in (409).',
    permission: 'user:write',
    answers: [answer(204, 'Removed.', null)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/users/{id}/email',
    group: 'Access',
    summary: 'Confirm the address that somebody asked for',
    notes:
      'It must be the one that is asked for now (`wanted_email` of the list). The person signs in with it from then on. ' +
      'Nobody confirms their own. 409 when the address is taken, and when other organizations know the person by theirs.',
    permission: 'user:write',
    body: emailConfirmation,
    answers: [answer(200, 'The person, with the new address.', userRow)],
    problems: [404, 409],
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/{id}/email',
    group: 'Access',
    summary: 'Refuse the address that somebody asked for',
    permission: 'user:write',
    answers: [answer(204, 'The person keeps the present one.', null)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/users/me/email',
    group: 'Access',
    summary: 'Ask for another e-mail address',
    notes:
      'An administrator confirms or refuses it; asking again replaces what was asked for. For people with a password who ' +
      'belong to one organization (409 otherwise). A wrong password counts as a failed sign-in.',
    permission: 'account:write',
    body: emailWish,
    answers: [answer(202, 'Asked for; how you sign in is as before.', ownSignInView)],
    problems: [409, 429, 503],
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/me/email',
    group: 'Access',
    summary: 'Keep your e-mail address after all',
    permission: 'account:write',
    answers: [answer(204, 'Nothing is asked for any more.', null)],
  },
  {
    method: 'GET',
    path: '/api/v1/users/me/sessions',
    group: 'Access',
    summary: 'Where you are signed in',
    permission: 'account:write',
    answers: [answer(200, 'Your sessions that have not ended, the newest first.', sessionListView)],
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/me/sessions',
    group: 'Access',
    summary: 'End all of your other sessions',
    permission: 'account:write',
    answers: [answer(204, 'Only the session that asked is left.', null)],
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/me/sessions/{id}',
    group: 'Access',
    summary: 'End one of your sessions',
    permission: 'account:write',
    answers: [answer(204, 'Its next request is refused.', null)],
    problems: [404],
  },
];
