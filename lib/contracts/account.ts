import { z } from 'zod';
import { displayName, email, newPassword } from './setup.ts';

/** `PATCH /api/v1/users/me`. */
export const nameChange = z.object({ name: displayName }).strict();
export type NameChange = z.output<typeof nameChange>;

/** `POST /api/v1/users/me/password`. */
export const passwordChange = z
  .object({ current: z.string().min(1, 'must not be empty').max(200), password: newPassword })
  .strict();
export type PasswordChange = z.output<typeof passwordChange>;

/** `POST /api/v1/users/me/email`. */
export const emailWish = z.object({ email, password: z.string().min(1, 'must not be empty').max(200) }).strict();
export type EmailWish = z.output<typeof emailWish>;
