import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { exceptionPath } from '#lib/domain/outbox/exception-path.ts';
import { EXCEPTION_EVENTS, type ExceptionEventKind, exceptionWords } from '#lib/domain/outbox/exception-words.ts';
import { oneLine } from '#lib/domain/outbox/few.ts';
import { aboutOf, type NamedPlace, type RepositoryEntry } from './about-of.ts';
import type { Told } from './contract.ts';
import { headOf } from './head-of.ts';

type ExceptionEvent = Extract<OutboxEvent, { kind: ExceptionEventKind }>;

export function isOfExceptions<Entry extends OutboxEvent>(entry: Entry): entry is Entry & ExceptionEvent {
  return EXCEPTION_EVENTS.some((kind) => kind === entry.kind);
}

/** What is told of decisions. Reasons are texts of people, and stay in Plumbline. */
export function exceptionTold(entry: RepositoryEntry & ExceptionEvent, place: NamedPlace): Told {
  const { count, decision, findings, expiresAt, reason, category } = entry.detail;
  const data = {
    ...aboutOf(entry, place, exceptionPath(place.repository, entry)),
    ...{ count, decision: category === undefined ? decision : ('exempted' as const), category: category ?? null },
    ...{ expires_at: expiresAt, because: reason },
    findings: findings.map(({ number, rule }) => ({
      ...{ number, rule: rule.slice(0, 255).toWellFormed() },
      url: `${place.publicUrl}/repositories/${place.repository}/findings/${number}`,
    })),
  };
  const rules = [...new Set(findings.map(({ rule }) => oneLine(rule)))];
  const told = { count, decision, rules, reason, category, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
  return { event: { ...headOf(entry, entry.kind), data }, words: exceptionWords(entry.kind, told) };
}
