import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { checkUrl } from '#lib/sinks/send/check-url.ts';

/** The URL of a sink. Where its name leads to is checked each time that something is sent. @throws Fault invalid_input */
export function requireUrl({ env }: Pick<Context, 'env'>, text: string): URL {
  const url = checkUrl(text, env.ALLOW_PRIVATE_SINKS);
  if (typeof url !== 'string') return url;
  throw new Fault('invalid_input', `url: ${url}.`, { fields: [{ path: 'url', message: url }] });
}
