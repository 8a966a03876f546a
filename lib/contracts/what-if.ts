import { z } from 'zod';
import { scopeText } from './scope.ts';

/** `POST /api/v1/score/what-if`. */
export const whatIfBody = z
  .object({
    /** Ids of actions, of those on coverage too. */
    actions: z.array(z.string().max(40)).min(1).max(200),
    /** Also the same fix where it is open in other repositories that you see. */
    everywhere: z.boolean().default(false),
    /** Only the part of the organization that is looked at, as `scope` of a read says it. */
    scope: scopeText.optional(),
  })
  .strict();
export type WhatIfBody = z.infer<typeof whatIfBody>;

const change = z.object({ before: z.number(), after: z.number() });

export const whatIfView = z.object({
  /** The score of the organization as far as you see it; null where nothing is measured. */
  organization: change.nullable(),
  /** Repositories whose score would change, those that gain most first; at most 20. */
  repositories: z.array(change.extend({ repo: z.string() })),
  repositories_total: z.number().int(),
  /** Actions that were found open; what is the same in several repositories is one. */
  actions: z.number().int(),
  /** Hours that all of it takes. */
  hours: z.number(),
});
export type WhatIfView = z.infer<typeof whatIfView>;
