import { z } from 'zod';

const password = z.string().min(1, 'must not be empty').max(200);
/** A code of the app, or a recovery code. */
const code = z.string().trim().min(6, 'must be the six digits that the app shows').max(40);

/** `POST /api/v1/users/me/second-factor`: a secret to confirm. */
export const secondFactorStart = z.object({
  /** `otpauth://…`, as an app reads it from the QR code. */
  uri: z.string(),
  /** For typing it into an app. */
  secret: z.string(),
  /** The QR code: dark squares as a path in a square of `size` units. */
  qr: z.object({ size: z.number().int(), path: z.string() }),
  /** To be sent back with the first code. */
  draft: z.string(),
});
export type SecondFactorStart = z.infer<typeof secondFactorStart>;

/** `PUT /api/v1/users/me/second-factor`. */
export const secondFactorConfirmation = z
  .object({
    draft: z.string().min(1).max(300),
    code: z
      .string()
      .trim()
      .regex(/^\d{3} ?\d{3}$/, 'must be the six digits that the app shows'),
    password,
  })
  .strict();
export type SecondFactorConfirmation = z.output<typeof secondFactorConfirmation>;

/** `DELETE /api/v1/users/me/second-factor`, `POST /api/v1/users/me/recovery-codes`. */
export const secondFactorProof = z.object({ password, code }).strict();
export type SecondFactorProof = z.output<typeof secondFactorProof>;

/** The only answer that holds the codes. */
export const recoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

/** `POST /api/v1/session/second-factor`. */
export const secondStep = z.object({ code }).strict();

export const signedInBySecondStep = z.object({
  status: z.literal('ok'),
  /** How many recovery codes are left, when one was used; else null. */
  recovery_codes_left: z.number().int().nullable(),
});
