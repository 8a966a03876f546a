import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Context } from '#lib/context.ts';
import { isSetUp } from '#lib/views/access/get-setup.ts';
import { contextOf, identifyCookie } from './authenticate.ts';
import { PATH_HEADER, signInPath } from './return-path.ts';
import { sessionCookieName } from './session-cookie.ts';
import { getSystem } from './system.ts';

/** The context of the signed-in user; null when nobody is signed in. Computed once per request. */
export const findPageContext = cache(async (): Promise<Context | null> => {
  // Read cookies first: that marks the page as dynamic, so that the build does not go on to the database.
  const jar = await cookies();
  const system = getSystem();
  const cookie = jar.get(sessionCookieName(system.env))?.value ?? null;
  const given = await headers();
  const identity = await identifyCookie(system, cookie, given);
  return identity ? await contextOf(system, identity, given) : null;
});

/** The context of the signed-in user. Redirects others to sign-in, or to setup while there is no administrator. */
export async function getPageContext(): Promise<Context> {
  const ctx = await findPageContext();
  if (ctx) return ctx;
  if (!(await isSetUp(getSystem().sql))) redirect('/setup');
  redirect(signInPath((await headers()).get(PATH_HEADER)));
}
