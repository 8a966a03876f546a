import { encode } from 'next-auth/jwt';
import { describe, expect, it } from 'vitest';
import { readEnv } from '#lib/env.ts';
import { endedSessionCookie, readSessionCookie, sessionCookie, sessionCookieName } from './session-cookie.ts';

const SECRET = 'a made-up secret of enough characters';
const plain = readEnv({ AUTH_SECRET: SECRET });
const https = readEnv({ AUTH_SECRET: SECRET, PUBLIC_URL: 'https://plumbline.example.com' });
const claim = { sessionId: 'session-number-one', accountId: 7 };

const textOf = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'));

describe("the session's cookie", () => {
  it('is for this host alone, unreadable to scripts, and secure behind https', async () => {
    expect(await sessionCookie(plain, claim)).toMatch(
      /^plumbline-session=[\w.-]+; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/,
    );
    expect(await sessionCookie(https, claim)).toMatch(/^__Host-plumbline-session=.*; SameSite=Lax; Secure$/);
    expect(sessionCookieName(https)).toBe('__Host-plumbline-session');
    expect(endedSessionCookie(plain)).toContain('Max-Age=0');
  });

  it('says which session of whom, to us alone', async () => {
    const value = textOf(await sessionCookie(plain, claim));
    expect(await readSessionCookie(plain, value)).toEqual(claim);
    const stranger = readEnv({ AUTH_SECRET: 'another made-up secret, as long as that' });
    expect(await readSessionCookie(stranger, value)).toBeNull();
    expect(await readSessionCookie(plain, `${value}x`)).toBeNull();
    expect(await readSessionCookie(plain, 'nonsense')).toBeNull();
  });

  it.each([{}, { sub: '', sid: claim.sessionId }, { sub: '7' }, { sub: '0', sid: claim.sessionId }])(
    'with the claims %j is nobody',
    async (token) => {
      expect(await readSessionCookie(plain, await encode({ token, secret: SECRET }))).toBeNull();
    },
  );
});
