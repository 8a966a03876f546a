import { nameChange, passwordChange } from '../account.ts';
import { auditFilterParams, auditListParams, auditListView } from '../audit.ts';
import { demoView } from '../demo.ts';
import { organizationChoice } from '../organization.ts';
import { healthParams, healthView, liveView, meView, setupBody } from '../setup.ts';
import { createdToken, createTokenBody, tokenListView } from '../token.ts';
import { answer, type Operation } from './operation.ts';
import { PEOPLE } from './people.ts';

const AUTH_PATH = '/api/auth/{nextauth}';

export const RUNNING: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/health',
    group: 'Running',
    summary: 'Whether the database answers, and whether reports are read',
    notes:
      '503 when the database does not answer or has not the schema of this version. When no worker has shown a sign of ' +
      'life for a minute, or a report has waited for ten, the status is `degraded`: 200, as reports are still taken in, ' +
      'unless `strict` is true.',
    permission: 'none',
    query: healthParams,
    answers: [answer(200, 'It can serve.', healthView)],
    problems: [503],
  },
  {
    method: 'GET',
    path: '/api/live',
    group: 'Running',
    summary: 'Whether the web process runs',
    permission: 'none',
    answers: [answer(200, 'It does.', liveView)],
  },
  {
    method: 'GET',
    path: '/api/openapi.json',
    group: 'Running',
    summary: 'This reference, for programs',
    permission: 'none',
    answers: [answer(200, 'An OpenAPI 3.1 document.', null)],
  },
  {
    method: 'GET',
    path: '/api/v1/demo',
    group: 'Running',
    summary: 'Whether the demo is there, and how far it is',
    permission: 'demo:write',
    answers: [answer(200, 'The demo.', demoView)],
  },
  {
    method: 'POST',
    path: '/api/v1/demo',
    group: 'Running',
    summary: 'Load the demo into an organization without reports of its own',
    permission: 'demo:write',
    answers: [answer(202, 'On its way.', demoView)],
    problems: [409],
  },
  {
    method: 'DELETE',
    path: '/api/v1/demo',
    group: 'Running',
    summary: 'Remove the demo and everything of it',
    permission: 'demo:write',
    answers: [answer(202, 'On its way.', demoView)],
    problems: [409],
  },
];

export const ACCESS: readonly Operation[] = [
  ...PEOPLE,
  {
    method: 'GET',
    path: '/api/v1/users/me',
    group: 'Access',
    summary: 'Who you are',
    permission: 'credential',
    answers: [answer(200, 'The person or token behind the credential.', meView)],
  },
  {
    method: 'PATCH',
    path: '/api/v1/users/me',
    group: 'Access',
    summary: 'Change your name',
    notes: 'For people who are signed in; a token has no account.',
    permission: 'account:write',
    body: nameChange,
    answers: [answer(200, 'The person, with the new name.', meView)],
  },
  {
    method: 'POST',
    path: '/api/v1/users/me/password',
    group: 'Access',
    summary: 'Change your password',
    notes:
      'All sessions of the person end; the browser that asked gets a new one. A wrong present password counts as a failed sign-in.',
    permission: 'account:write',
    body: passwordChange,
    answers: [answer(200, 'Changed; the new session is in the cookie.', null)],
    problems: [429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/tokens',
    group: 'Access',
    summary: 'All tokens, newest first',
    notes: 'Revoked ones stay in the list. The tokens themselves are not stored and cannot be shown again.',
    permission: 'token:read',
    answers: [answer(200, 'The tokens.', tokenListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/tokens',
    group: 'Access',
    summary: 'Make a token',
    notes:
      'Upload tokens deliver reports for the named repositories, and for the named pipelines and scanners if there are ' +
      'any, and do nothing else. API tokens act with a role.',
    permission: 'token:write',
    body: createTokenBody,
    answers: [answer(201, 'The only answer that holds the token itself.', createdToken)],
  },
  {
    method: 'DELETE',
    path: '/api/v1/tokens/{id}',
    group: 'Access',
    summary: 'Revoke a token',
    notes: 'It is refused from the next request on.',
    permission: 'token:write',
    answers: [answer(204, 'Revoked, now or before.', null)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/audit',
    group: 'Access',
    summary: 'The audit log: who did what, newest first',
    notes:
      'Entries are never changed, and removed only by the retention policy. Each has the hash of the one before it; `plumbline audit verify` ' +
      'computes them again.',
    permission: 'audit:read',
    query: auditListParams,
    answers: [answer(200, 'A page of the log.', auditListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/audit/export',
    group: 'Access',
    summary: 'The audit log as JSON Lines, newest first',
    permission: 'audit:read',
    query: auditFilterParams,
    answers: [{ ...answer(200, 'A line for each entry.', null), contentType: 'application/x-ndjson' }],
  },
  {
    method: 'POST',
    path: '/api/v1/setup',
    group: 'Access',
    summary: 'Spend a one-time code: become the first administrator, or accept an invitation',
    notes:
      'With the code alone, who is signed in with the invited address accepts, and the session shows that organization. ' +
      'With a name and a password, an invitation makes an account; 409 when there is one that another organization ' +
      'trusts: its owner signs in and accepts.',
    permission: 'none',
    body: setupBody,
    answers: [answer(201, 'Done; the session is in the cookie.', null)],
    problems: [403, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/session/sign-out',
    group: 'Access',
    summary: 'End the session of this browser',
    permission: 'none',
    answers: [answer(303, 'To the sign-in page; the session is refused from now on.', null)],
    problems: [403],
  },
  {
    method: 'POST',
    path: '/api/v1/session/organization',
    group: 'Access',
    summary: 'Switch this browser to another of your organizations',
    notes:
      'For people who are signed in; a token names its organization by itself. Requests with the header ' +
      '`plumbline-person` (a number of `GET /api/v1/users/me`) are refused with 409 once the session shows another ' +
      'organization or person: a page never mixes the two.',
    permission: 'account:write',
    body: organizationChoice,
    answers: [answer(204, 'From the next request on.', null)],
    problems: [404],
  },
  {
    method: 'GET',
    path: AUTH_PATH,
    group: 'Access',
    summary: 'Sign-in of browsers: `csrf`',
    notes: 'For the sign-in page. Programs use tokens.',
    permission: 'none',
    answers: [answer(200, 'As NextAuth.js answers.', null)],
  },
  {
    method: 'POST',
    path: AUTH_PATH,
    group: 'Access',
    summary: 'Sign-in of browsers: `callback/credentials`',
    notes:
      'For the sign-in page. Programs use tokens. Ten failures for one address from one source within 15 minutes end further tries from there.',
    permission: 'none',
    answers: [answer(200, 'As NextAuth.js answers.', null)],
  },
];
