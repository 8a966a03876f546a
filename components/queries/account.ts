import type { EmailWish, NameChange, PasswordChange } from '#lib/contracts/account.ts';
import type { OwnSignInView } from '#lib/contracts/sign-in.ts';
import { sendJson } from './send.ts';

/** Changes the name of the person who is signed in. */
export const changeName = (change: NameChange) => sendJson<unknown>('PATCH', '/api/v1/users/me', change);

/** Changes the password of the person who is signed in; sessions of other browsers end. */
export const changePassword = (change: PasswordChange) =>
  sendJson<unknown>('POST', '/api/v1/users/me/password', change);

const EMAIL = '/api/v1/users/me/email';

/** Asks for another address of the person who is signed in. */
export const askForEmail = (wish: EmailWish) => sendJson<OwnSignInView>('POST', EMAIL, wish);

/** Keeps the present address after all. */
export const withdrawEmail = () => sendJson<undefined>('DELETE', EMAIL);
