import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { severityChange } from '#lib/contracts/finding-people.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import { refuseException } from '#lib/services/exception/refuse-exception.ts';
import { requestException } from '#lib/services/exception/request-exception.ts';
import { withdrawException } from '#lib/services/exception/withdraw-exception.ts';
import { setSeverity } from '#lib/services/finding/set-severity.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { developerOf } from './demo-context.ts';

interface DemoDecision {
  /** Which finding: the first of these filters that nothing is decided about. */
  find: Record<string, unknown>;
  kind: Decision;
  reason: string;
  evidence: string | null;
  /** Until so many days from today; null: no end. */
  days: number | null;
  /** A developer asked: nobody has decided yet, or somebody refused with this note, or the developer took it back. */
  asked?: 'waits' | 'taken_back' | { refused: string };
}

const TICKET = 'https://tickets.harborlight.example/RISK-';

const DECISIONS: readonly DemoDecision[] = [
  {
    find: { category: ['iac'], severity: ['medium'] },
    kind: 'accepted',
    reason: 'The bucket holds public brochures only. Logging follows with the new account.',
    evidence: `${TICKET}31`,
    days: 120,
  },
  {
    find: { category: ['dependency'], severity: ['medium'] },
    kind: 'accepted',
    reason:
      'The vulnerable function parses YAML that we write ourselves. The upgrade comes with the next major version.',
    evidence: `${TICKET}38`,
    days: 75,
  },
  {
    find: { category: ['container'], severity: ['low'] },
    kind: 'accepted',
    reason: 'The base image is replaced this month.',
    evidence: null,
    days: 6,
  },
  {
    find: { category: ['sast'], severity: ['medium'] },
    kind: 'false_positive',
    reason: 'The value is a constant of the build: nobody outside can set it.',
    evidence: null,
    days: null,
  },
  {
    find: { category: ['sast'], severity: ['low'] },
    kind: 'false_positive',
    reason: 'Only tests call this.',
    evidence: null,
    days: null,
  },
  {
    find: { category: ['dast'], severity: ['low', 'medium'] },
    kind: 'accepted',
    reason: 'The header is set by the load balancer, which the scan of staging goes around.',
    evidence: `${TICKET}44`,
    days: 90,
    asked: 'waits',
  },
  {
    find: { category: ['dependency'], severity: ['high'] },
    kind: 'accepted',
    reason: 'We do not think that anybody looks for this service.',
    evidence: null,
    days: 180,
    asked: { refused: 'The service is public, and the fix is a patch release: it can go out this week.' },
  },
  {
    find: { category: ['iac'], severity: ['high', 'medium'] },
    kind: 'false_positive',
    reason: 'The module sets this by default.',
    evidence: null,
    days: null,
    asked: 'taken_back',
  },
];

/** Days before today on which the first decisions were made: what is seen of them now is what time made of them. */
export const EARLY_DAYS = 35;

const EARLY: readonly DemoDecision[] = [
  {
    find: { category: ['sast'], severity: ['medium', 'high'] },
    kind: 'accepted',
    reason: 'The release is frozen until the end of the sale. It is fixed right after.',
    evidence: `${TICKET}17`,
    days: 28,
  },
  ...['iac', 'dependency', 'container', 'sast'].map(
    (category): DemoDecision => ({
      find: { category: [category], severity: ['medium', 'low'] },
      kind: 'accepted',
      reason: 'Only reached from the office network.',
      evidence: `${TICKET}22`,
      days: 90,
    }),
  ),
];

/** Decisions of the day of `ctx`, about findings of these repositories that were there then. */
export const decideEarly = (ctx: Context, repositories: readonly string[]): Promise<void> =>
  decide(ctx, repositories, EARLY);

/**
 * Decides about a few findings of these repositories: accepted, false positives, one that ends soon, one that waits, one
 * that was refused, one that was taken back; and one of the early ones comes back, because its severity rose.
 */
export async function decideDemo(ctx: Context, repositories: readonly string[]): Promise<void> {
  await raiseOne(ctx, repositories);
  await decide(ctx, repositories, DECISIONS);
}

async function decide(ctx: Context, repositories: readonly string[], decisions: readonly DemoDecision[]) {
  const taken = new Set<string>();
  for (const decision of decisions) {
    const params = findingListParams.parse({ ...decision.find, repo: repositories.slice(0, 100), limit: 20 });
    const { items } = await getFindings(ctx, params);
    // Nobody accepts a malicious package.
    const found = items.find(({ id, repo, exploit }) => exploit !== 'malicious' && !taken.has(id) && !taken.has(repo));
    if (found === undefined) continue;
    taken.add(found.id).add(found.repo);
    await decideAbout(ctx, found.id, decision);
  }
}

async function decideAbout(ctx: Context, finding: string, decision: DemoDecision): Promise<void> {
  const { kind, reason, evidence: evidence_url, days, asked } = decision;
  const expires_at = days === null ? null : addDays(ctx.now(), days).toISOString();
  const request = exceptionRequest.parse({ finding, kind, reason, evidence_url, expires_at });
  if (asked === undefined) {
    await requestException(ctx, request);
    return;
  }
  const id = await requestException(developerOf(ctx), request);
  if (asked === 'taken_back') await withdrawException(ctx, id);
  else if (asked !== 'waits') await refuseException(ctx, id, { note: asked.refused });
}

async function raiseOne(ctx: Context, repositories: readonly string[]): Promise<void> {
  const params = exceptionListParams.parse({ state: ['in_force'], kind: 'accepted', repo: repositories.slice(0, 100) });
  const { items } = await getExceptions(ctx, params);
  const one = items.find(({ finding }) => finding.state === 'accepted');
  if (one === undefined) return;
  const reason = 'The new gateway makes it reachable from the internet.';
  await setSeverity(ctx, one.finding.id, severityChange.parse({ severity: 'high', reason }));
}
