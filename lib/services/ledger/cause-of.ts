import type { Context } from '#lib/context.ts';

/** Who caused a change, as history names it: people by their id, a token, which is no person, by its name. */
export function causeOf({ userId, credential }: Pick<Context, 'userId' | 'credential'>) {
  return { userId, byToken: userId === null ? credential.name : null };
}
