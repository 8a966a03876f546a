import { redactShapes } from '#lib/domain/redaction/shapes.ts';
import type { EventParty, Fact, Mismatch, Observed } from './fact.ts';

type Json = Record<string, unknown>;

/** Texts longer than names are cut: an event must not be a place to keep things in. */
const LONGEST = 200;

/**
 * What an event of Aembit says of who reaches what: access events, workload events and the audit log. Anything else is
 * counted as what it calls itself. @param arrived for an event without a time of its own, or one ahead of its arrival
 */
export function aembitFact(event: unknown, arrived: Date): Observed {
  const of = recordOf(event);
  const meta = recordOf(of.meta);
  const type = textOf(meta.eventType);
  if (type !== null) return { fact: eventFact(of, meta, type), at: timeOf(meta.timestamp, arrived) };
  if (textOf(of.category) !== null && textOf(of.activity) !== null) {
    return { fact: auditFact(of), at: timeOf(of.createdAt, arrived) };
  }
  return { fact: { kind: 'other', what: 'not an event of Aembit' }, at: arrived };
}

function eventFact(of: Json, meta: Json, type: string): Fact {
  if (type === 'access.authorization') return accessFact(of);
  if (type === 'access.credential') return credentialFact(of, type);
  const workload = recordOf(of.workload);
  const client = partyOf(workload.client);
  // Traffic through an agent: `mcp.request`, `postgres.response`.
  if (type.startsWith('access.') || client === null) return { kind: 'other', what: type };
  const policyId = textOf(meta.policyId);
  const policy = policyId === null ? null : { id: policyId, name: policyId };
  return { kind: 'use', client, server: partyOf(workload.server), policy };
}

function accessFact(of: Json): Fact {
  const { result, reason } = recordOf(of.outcome);
  const outcome = OUTCOMES[textOf(result)?.toLowerCase() ?? ''] ?? 'error';
  return {
    kind: 'access',
    outcome,
    client: partyOf(of.clientWorkload),
    server: partyOf(of.serverWorkload),
    policy: partyOf(of.accessPolicy),
    reason: textOf(reason),
    mismatch: outcome === 'authorized' ? null : mismatchOf(of),
  };
}

const OUTCOMES: Readonly<Record<string, 'authorized' | 'unauthorized' | 'error'>> = {
  authorized: 'authorized',
  unauthorized: 'unauthorized',
  error: 'error',
};

/** That a credential was handed out shows that a right is used. */
function credentialFact(of: Json, type: string): Fact {
  const client = partyOf(of.clientWorkload);
  const isRetrieved = textOf(recordOf(of.credentialProvider).result)?.toLowerCase() === 'retrieved';
  if (client === null || !isRetrieved) return { kind: 'other', what: type };
  return { kind: 'use', client, server: partyOf(of.serverWorkload), policy: partyOf(of.accessPolicy) };
}

/** The provider that compared something and found another value, before one that failed otherwise. */
function mismatchOf(of: Json): Mismatch | null {
  const providers = Array.isArray(of.trustProviders) ? of.trustProviders.map(recordOf) : [];
  const failed = providers.filter(({ result }) => textOf(result)?.toLowerCase() !== 'attested');
  const said = failed.find(({ reason }) => textOf(reason) === 'MatchRuleFailed') ?? failed[0];
  if (said === undefined) return null;
  return {
    provider: textOf(said.name) ?? textOf(said.id) ?? 'a trust provider',
    reason: textOf(said.reason),
    attribute: textOf(said.attribute),
    expected: textOf(said.expectedValue),
    actual: textOf(said.actualValue),
  };
}

function auditFact(of: Json): Fact {
  const actor = recordOf(of.actor);
  const name = textOf(actor.email) ?? textOf(actor.displayName) ?? 'somebody';
  return {
    kind: 'audit',
    actor: { id: textOf(actor.id) ?? name.toLowerCase(), name },
    actorType: textOf(actor.type) ?? 'unknown',
    category: textOf(of.category) ?? '',
    activity: textOf(of.activity) ?? '',
    result: textOf(recordOf(of.outcome).result) ?? '',
  };
}

function partyOf(value: unknown): EventParty | null {
  const { id, name } = recordOf(value);
  const known = textOf(id);
  return known === null ? null : { id: known, name: textOf(name) ?? known };
}

const recordOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  const flat = value
    .slice(0, LONGEST * 4)
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  return flat === '' ? null : redactShapes(flat).slice(0, LONGEST);
}

/** An event cannot be from later than it came; one from years ago tells nothing of today, and stands at its arrival too. */
function timeOf(value: unknown, arrived: Date): Date {
  const at = typeof value === 'string' && value.length <= 64 ? Date.parse(value) : Number.NaN;
  const isPast = at <= arrived.getTime() && at >= arrived.getTime() - 366 * 86_400_000;
  return isPast ? new Date(at) : arrived;
}
