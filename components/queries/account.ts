import type { NameChange, PasswordChange } from '#lib/contracts/account.ts';
import { sendJson } from './send.ts';

/** Changes the name of the person who is signed in. */
export const changeName = (change: NameChange) => sendJson<unknown>('PATCH', '/api/v1/users/me', change);

/** Changes the password of the person who is signed in; sessions of other browsers end. */
export const changePassword = (change: PasswordChange) =>
  sendJson<unknown>('POST', '/api/v1/users/me/password', change);
