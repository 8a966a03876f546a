import type { Connection } from '#db/client.ts';
import { findGateFindings, findPresentFacts } from '#db/queries/gates.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { isFindingRule, type NumberedFacts, namedFindings, namesFindings } from '#lib/domain/policy/compose-gate.ts';
import type { JudgedGate } from '#lib/domain/policy/judgement.ts';
import type { DetailedFinding } from '#lib/domain/policy/remedies.ts';
import type { FindingRule } from '#lib/domain/policy/schema.ts';

/** Of more that are worse than these a rule's own are not looked for. */
const LOOKED_THROUGH = 500;

interface Known {
  /** What the reports introduced. */
  introduced: readonly NumberedFacts[];
  /** Streams of the ref, where a rule is about all that it has. */
  streams: readonly number[];
}

/** The findings that an answer names for each rule that does not pass, by the rule's id: nothing is read for what passes. */
export async function nameFindings(
  { sql, scope }: { sql: Connection; scope: RepositoryScope },
  { verdicts }: JudgedGate,
  { introduced, streams }: Known,
): Promise<Map<string, DetailedFinding[]>> {
  const wanted = new Map<string, number[]>();
  for (const verdict of verdicts) {
    const { rule } = verdict;
    if (!namesFindings(verdict) || !isFindingRule(rule)) continue;
    const all = rule.findings === 'introduced' ? introduced : await worstPresent({ sql, scope }, rule, streams);
    wanted.set(rule.id, namedFindings(rule, all));
  }
  const details = await findGateFindings(sql, scope, [...new Set([...wanted.values()].flat())]);
  const byNumber = new Map(details.map((finding) => [finding.number, finding]));
  return new Map([...wanted].map(([id, numbers]) => [id, numbers.flatMap((number) => byNumber.get(number) ?? [])]));
}

function worstPresent(
  { sql, scope }: { sql: Connection; scope: RepositoryScope },
  rule: FindingRule,
  streams: readonly number[],
): Promise<NumberedFacts[]> {
  const categories = rule.kind === 'secret' ? (['secret'] as const) : (rule.categories ?? CATEGORIES);
  return findPresentFacts(sql, scope, streams, {
    categories,
    accepted: rule.kind === 'exception',
    limit: LOOKED_THROUGH,
  });
}
