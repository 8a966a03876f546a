import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { Context } from '#lib/context.ts';
import { SCOPE } from '#lib/contracts/scope-address.ts';
import { Fault } from '#lib/errors.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { isSetUp } from '#lib/views/access/get-setup.ts';
import { contextOf, identifyCookie } from './authenticate.ts';
import { PATH_HEADER, signInPath } from './return-path.ts';
import { sessionCookieName } from './session-cookie.ts';
import { getSystem } from './system.ts';

/** The context of the signed-in user, whatever scope is chosen; null when nobody is signed in. Once per request. */
export const findPageContext = cache(async (): Promise<Context | null> => {
  // Read cookies first: that marks the page as dynamic, so that the build does not go on to the database.
  const jar = await cookies();
  const system = getSystem();
  const cookie = jar.get(sessionCookieName(system.env))?.value ?? null;
  const given = await headers();
  const identity = await identifyCookie(system, cookie, given);
  return identity ? await contextOf(system, identity, given) : null;
});

/**
 * The context of the signed-in user, whatever scope is chosen: for the frame and for what is the organization's own.
 * Redirects those who must set up a second factor to that, others to sign-in, or to setup while there is no administrator.
 */
export async function getUnscopedContext(): Promise<Context> {
  const ctx = await findPageContext();
  if (ctx?.lacksSecondFactor) redirect('/second-factor');
  if (ctx) return ctx;
  if (!(await isSetUp(getSystem().systemSql))) redirect('/setup');
  redirect(signInPath((await headers()).get(PATH_HEADER)));
}

/** The scope that the page's address names, as it stands there; null without one. */
export async function chosenScope(): Promise<string | null> {
  const [, search] = ((await headers()).get(PATH_HEADER) ?? '/').split('?', 2);
  return new URLSearchParams(search).get(SCOPE) || null;
}

/** The context within that scope; null where there is no such scope, or nothing of it to be seen. Once per request. */
export const findScopedContext = cache(async (): Promise<Context | null> => {
  const [ctx, scope] = await Promise.all([getUnscopedContext(), chosenScope()]);
  try {
    return scope === null ? ctx : await chooseScope(ctx, scope);
  } catch (error) {
    if (error instanceof Fault && (error.code === 'not_found' || error.code === 'invalid_input')) return null;
    throw error;
  }
});

/** The context of the signed-in user within the chosen scope. Shows the not-found page for a scope that is none. */
export async function getPageContext(): Promise<Context> {
  return (await findScopedContext()) ?? notFound();
}
