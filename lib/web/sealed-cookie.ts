import { decode, encode } from 'next-auth/jwt';
import type { z } from 'zod';
import type { Env } from '#lib/env.ts';
import { authSecret, isSecure } from './session-cookie.ts';

export interface SealedCookie<T> {
  name: (env: Env) => string;
  /** `Set-Cookie` with the value, encrypted; the browser keeps it for `seconds`, and it is refused afterwards. */
  make: (env: Env, value: T) => Promise<string>;
  /** Null for a cookie that was forged, has expired, or was made for another purpose. */
  read: (env: Env, value: string | null) => Promise<T | null>;
  /** `Set-Cookie` that deletes it. */
  ended: (env: Env) => string;
}

/** A cookie that only this server can make and read. `word` tells its purpose: none is taken for one of another purpose. */
export function sealedCookie<T extends Record<string, unknown>>(
  word: string,
  seconds: number,
  schema: z.ZodType<T>,
): SealedCookie<T> {
  const salt = `plumbline ${word}`;
  const name = (env: Env) => `${isSecure(env) ? '__Host-' : ''}plumbline-${word}`;
  const text = (env: Env, value: string, maxAge: number) =>
    `${name(env)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure(env) ? '; Secure' : ''}`;
  return {
    name,
    make: async (env, value) => {
      const sealed = await encode({ token: { ...value }, secret: authSecret(env), salt, maxAge: seconds });
      return text(env, sealed, seconds);
    },
    read: async (env, value) => {
      if (value === null) return null;
      const token = await decode({ token: value, secret: authSecret(env), salt }).catch(() => null);
      return schema.safeParse(token).data ?? null;
    },
    ended: (env) => text(env, '', 0),
  };
}
