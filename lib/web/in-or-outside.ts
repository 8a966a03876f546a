import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';

export interface InOrOutside<T> {
  value: T;
  /** It is no part of the chosen scope. */
  outside: boolean;
}

/**
 * Reads one thing by its address. Permission decides whether it is shown, not the chosen scope: what lies outside of the
 * scope is read as if none was chosen. What lies within comes with neighbours of the scope only.
 */
export async function inOrOutside<T>(ctx: Context, read: (ctx: Context) => Promise<T>): Promise<InOrOutside<T>> {
  try {
    return { value: await read(ctx), outside: false };
  } catch (error) {
    const { chosen, ...rest } = ctx;
    if (chosen === undefined || !(error instanceof Fault) || error.code !== 'not_found') throw error;
    return { value: await read({ ...rest, readScope: chosen.sight }), outside: true };
  }
}
