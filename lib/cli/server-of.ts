import { readCommandEnv } from '#lib/address.ts';
import { Fault } from '#lib/errors.ts';
import type { Server } from './client.ts';
import type { Io } from './verb.ts';

/** The Plumbline that a command speaks to. @throws Fault invalid_input when it has no token for it */
export function serverOf({ env, err }: Io, token: string): Server {
  const given = env.PLUMBLINE_TOKEN;
  if (!given) throw new Fault('invalid_input', `PLUMBLINE_TOKEN is not set: it holds ${token}.`);
  const url = env.PLUMBLINE_URL ?? readCommandEnv(env).PUBLIC_URL;
  return { url: url.replace(/\/+$/, ''), token: given, say: err };
}

/** What waiting without a number means: ten minutes. */
const PATIENCE = 600;

/** Gives `--wait` without a value its default. */
export function withWaitValue(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    return arg === '--wait' && (next === undefined || !/^\d+$/.test(next)) ? `--wait=${PATIENCE}` : arg;
  });
}
