import { z } from 'zod';
import { END_REASONS, EXCEPTION_STATES, MOST_EXCEPTION_DAYS } from '#lib/domain/decision/exception.ts';
import { DECISIONS } from '#lib/domain/finding/finding.ts';
import { exploit, givenInstant, instant, lines, severity, visibleWord } from './common.ts';

export const exceptionKind = z.enum(DECISIONS);
export const exceptionState = z.enum(EXCEPTION_STATES);

/** Why: for people who read it in a year. */
const reason = lines(2000).min(3);
const evidenceUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
  .max(2000);
const note = lines(2000);

/** What is asked for, of one finding or of many. */
export const askedException = {
  kind: exceptionKind,
  reason,
  /** A ticket, a threat model, a mail: what the decision rests on. */
  evidence_url: evidenceUrl.nullable().default(null),
  /** Null: no end, where the organization allows that for the kind. */
  expires_at: givenInstant.nullable(),
};

/** `POST /api/v1/exceptions`. */
export const exceptionRequest = z.object({ finding: z.string().max(100), ...askedException }).strict();
export type ExceptionRequest = z.output<typeof exceptionRequest>;

/** `POST /api/v1/exceptions/{id}/refuse`, and of the other decisions where a word is welcome. */
export const exceptionNote = z.object({ note: note.nullable().default(null) }).strict();
export type ExceptionNote = z.output<typeof exceptionNote>;

/** `POST /api/v1/exceptions/{id}/extend`. */
export const exceptionExtension = z
  .object({
    expires_at: givenInstant.nullable(),
    was: givenInstant
      .nullable()
      .optional()
      .describe('The end that you know it has: 409 when somebody has changed it since. Left out: the one it has now.'),
  })
  .strict();
export type ExceptionExtension = z.output<typeof exceptionExtension>;

/**
 * Somebody, by the name of that time. `kind`: a session is a person; a token acted in its own name; `source`: the author of
 * a statement who is trusted.
 */
export const actor = z.object({
  name: z.string(),
  kind: z.enum(['person', 'token', 'demo', 'source']),
  /** Id of the person, also behind a token; null for a token that no person made. */
  person: z.number().int().nullable(),
});
export type ExceptionActor = z.infer<typeof actor>;

const conditions = z.object({
  exploit,
  exposure: z.string(),
  severity,
  scanners: z.array(z.string()).readonly(),
  verified: z.boolean(),
});

/** What exceptions and rules of exceptions say alike. */
export const decisionFields = {
  reason: z.string(),
  evidence_url: z.string().nullable(),
  requested_at: instant,
  requested_by: actor,
  /** Approved or refused. */
  decided_at: instant.nullable(),
  decided_by: actor.nullable(),
  note: z.string().nullable(),
  /** Null: no end. */
  expires_at: instant.nullable(),
  ended_at: instant.nullable(),
  /** Null: time or conditions ended it. */
  ended_by: actor.nullable(),
};

export const exceptionRow = z.object({
  id: z.string(),
  /** Of its repository. */
  number: z.number().int(),
  kind: exceptionKind,
  state: exceptionState,
  ...decisionFields,
  end_reason: z.enum(END_REASONS).nullable(),
  /** What it rests on, as it was when it came into force, or was asked for. */
  conditions,
  /** Those that were made together can be undone together. */
  batch: z.string().nullable(),
  /** Id of the rule that made it. */
  rule: z.number().int().nullable(),
  /** Id of the VEX document with the statement that it rests on. */
  statement: z.number().int().nullable(),
  /** What the caller may do to it now. */
  may: z.object({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean(), extend: z.boolean() }),
});
export type ExceptionRow = z.infer<typeof exceptionRow>;

const days = z.int().min(1).max(MOST_EXCEPTION_DAYS);

/** `GET /api/v1/exception-policy`. */
export const exceptionPolicyView = z.object({
  /** Whoever asks for an exception cannot approve it. */
  four_eyes: z.boolean(),
  /** Most days that a risk can be accepted for. */
  accepted_days: days,
  /** Most days for a false positive; null: it may have no end. */
  false_positive_days: days.nullable(),
});
export type ExceptionPolicyView = z.infer<typeof exceptionPolicyView>;

/** `PATCH /api/v1/exception-policy`. */
export const exceptionPolicyChange = exceptionPolicyView.partial().strict();
export type ExceptionPolicyChange = z.infer<typeof exceptionPolicyChange>;

/** `GET /api/v1/exception-policy/trusted-authors`: whose statements are adopted on arrival, and who said so. */
export const trustedAuthorsView = z.object({
  authors: z.array(z.object({ name: z.string(), since: instant, by: z.string() })),
});
export type TrustedAuthorsView = z.infer<typeof trustedAuthorsView>;

/** `PUT /api/v1/exception-policy/trusted-authors`: names, letter for letter as documents have them. */
export const trustedAuthorsChange = z.object({ authors: z.array(visibleWord(500).min(1)).max(100) }).strict();
export type TrustedAuthorsChange = z.infer<typeof trustedAuthorsChange>;
