import type { Context } from '#lib/context.ts';

/** By what something is so after this change: a person said it, or a client of the API. */
export const sourceOfChange = ({ credential }: Pick<Context, 'credential'>): 'hand' | 'api' =>
  credential.kind === 'api_token' ? 'api' : 'hand';
