import { emptyLedger, LEDGER_PARTS, type Ledger } from './ledger.ts';
import { type Criticality, type PortfolioMember, portfolio } from './portfolio.ts';

/** One repository at two dates; null when it was not (or is no longer) part of the portfolio. */
export interface LedgerMember {
  before: PortfolioMember | null;
  after: PortfolioMember | null;
  /** Its own ledger between the two dates; needed when it is there at both. */
  ledger: Ledger | null;
}

/**
 * Decomposes the change of a portfolio's score: every repository that is there at both dates takes the same step of
 * its own ledger at once, then repositories come and go (`composition`); changed criticality is `policy`.
 * Null when there was or is no repository. A repository without a ledger puts its whole change under `formula`.
 */
export function portfolioLedger(members: readonly LedgerMember[]): Ledger | null {
  const before = members.flatMap(({ before: then }) => then ?? []);
  const after = members.flatMap(({ after: now }) => now ?? []);
  let reached = portfolio(before);
  const end = portfolio(after);
  if (reached === null || end === null) return null;
  const staying = members.flatMap((member) => stayingOf(member) ?? []);
  const leaving = members.flatMap(({ before: then, after: now }) => (then !== null && now === null ? [then] : []));
  const joining = members.flatMap(({ before: then, after: now }) => (then === null && now !== null ? [now] : []));
  let others = leaving;
  const result = emptyLedger();
  for (const part of LEDGER_PARTS) {
    if (part === 'composition') others = joining;
    for (const member of staying) advance(member, part);
    const next = part === 'formula' ? end : (portfolio([...staying, ...others]) ?? end);
    result[part] = next - reached;
    reached = next;
  }
  return result;
}

interface Staying {
  criticality: Criticality;
  score: number;
  after: PortfolioMember;
  ledger: Ledger | null;
}

function stayingOf({ before, after, ledger }: LedgerMember): Staying | null {
  return before === null || after === null ? null : { ...before, after, ledger };
}

function advance(member: Staying, part: (typeof LEDGER_PARTS)[number]): void {
  if (part === 'policy') member.criticality = member.after.criticality;
  if (member.ledger !== null) member.score += member.ledger[part];
}
