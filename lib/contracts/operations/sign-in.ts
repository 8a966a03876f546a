import {
  recoveryCodes,
  secondFactorConfirmation,
  secondFactorProof,
  secondFactorStart,
  secondStep,
  signedInBySecondStep,
} from '../second-factor.ts';
import { groupMappingBody, groupMappingListView, ownSignInView, providerListView, signInPolicy } from '../sign-in.ts';
import { answer, type Operation } from './operation.ts';

const ME = '/api/v1/users/me';
const MAPPINGS = '/api/v1/group-mappings';
const WRONG = 'A wrong password counts as a failed sign-in, and so does a wrong code.';

const OWN: readonly Operation[] = [
  {
    method: 'GET',
    path: `${ME}/sign-in`,
    group: 'Access',
    summary: 'How you sign in, and could',
    permission: 'account:write',
    answers: [answer(200, 'Password, second factor, connected providers.', ownSignInView)],
  },
  {
    method: 'DELETE',
    path: `${ME}/identities/{id}`,
    group: 'Access',
    summary: 'Disconnect a sign-in provider from your account',
    notes: 'Connecting one is done in the browser, by signing in with it. The only way to sign in stays (409).',
    permission: 'account:write',
    answers: [answer(204, 'It signs you in no more.', null)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: `${ME}/second-factor`,
    group: 'Access',
    summary: 'Begin to set up a second factor',
    notes: 'A secret for an authenticator app (RFC 6238). Nothing changes until a code of it is confirmed.',
    permission: 'account:write',
    answers: [answer(200, 'The secret, also as a QR code.', secondFactorStart)],
    problems: [409],
  },
  {
    method: 'PUT',
    path: `${ME}/second-factor`,
    group: 'Access',
    summary: 'Turn your second factor on',
    notes: `With a first code of the app. ${WRONG}`,
    permission: 'account:write',
    body: secondFactorConfirmation,
    answers: [answer(200, 'It is on. The only answer that holds the recovery codes.', recoveryCodes)],
    problems: [409, 429, 503],
  },
  {
    method: 'POST',
    path: `${ME}/second-factor/off`,
    group: 'Access',
    summary: 'Turn your second factor off',
    notes: WRONG,
    permission: 'account:write',
    body: secondFactorProof,
    answers: [answer(204, 'Your password is enough.', null)],
    problems: [429, 503],
  },
  {
    method: 'POST',
    path: `${ME}/recovery-codes`,
    group: 'Access',
    summary: 'Make new recovery codes',
    notes: `All earlier ones end. ${WRONG}`,
    permission: 'account:write',
    body: secondFactorProof,
    answers: [answer(200, 'The only answer that holds the codes.', recoveryCodes)],
    problems: [429, 503],
  },
];

/** Signing in, and its rules. */
export const SIGN_IN: readonly Operation[] = [
  ...OWN,
  {
    method: 'POST',
    path: '/api/v1/session/second-factor',
    group: 'Access',
    summary: 'The second step of signing in',
    notes:
      'For the sign-in page, within five minutes of the right password. Takes a code of the app, each once, or a recovery ' +
      'code. Ten wrong ones within 15 minutes end further tries for the account.',
    permission: 'none',
    body: secondStep,
    answers: [answer(200, 'Signed in; the session is in the cookie.', signedInBySecondStep)],
    problems: [401, 403, 429],
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/{id}/second-factor',
    group: 'Access',
    summary: 'Reset the second factor of somebody who has lost it',
    notes:
      'They are signed out everywhere; their password is enough until they set up another. 409 when other organizations rely on it.',
    permission: 'user:write',
    answers: [answer(204, 'It is gone.', null)],
    problems: [404, 409],
  },
  {
    method: 'GET',
    path: '/api/v1/sign-in-providers',
    group: 'Settings',
    summary: 'Sign-in providers, each with whether it works',
    notes: 'They are set by environment variables. Each is asked now, which takes up to some seconds.',
    permission: 'settings:write',
    answers: [answer(200, 'The providers.', providerListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/sign-in-policy',
    group: 'Settings',
    summary: 'Who gets in without an invitation, and who needs a second factor',
    permission: 'settings:write',
    answers: [answer(200, 'The rules.', signInPolicy)],
  },
  {
    method: 'PUT',
    path: '/api/v1/sign-in-policy',
    group: 'Settings',
    summary: 'Change the rules for signing in',
    permission: 'settings:write',
    body: signInPolicy,
    answers: [answer(200, 'The rules, changed.', signInPolicy)],
  },
  {
    method: 'GET',
    path: MAPPINGS,
    group: 'Settings',
    summary: 'What groups of sign-in providers give their members',
    permission: 'settings:write',
    answers: [answer(200, 'The mappings.', groupMappingListView)],
  },
  {
    method: 'POST',
    path: MAPPINGS,
    group: 'Settings',
    summary: 'Give a group a role, or a place in a team',
    notes: 'Its members have it from their next sign-in on, and lose it when they are in the group no more.',
    permission: 'settings:write',
    body: groupMappingBody,
    answers: [answer(201, 'All mappings.', groupMappingListView)],
    problems: [409],
  },
  {
    method: 'DELETE',
    path: `${MAPPINGS}/{id}`,
    group: 'Settings',
    summary: 'Take a role or a team from a group',
    permission: 'settings:write',
    answers: [answer(204, 'It gives that no more.', null)],
    problems: [404],
  },
];
