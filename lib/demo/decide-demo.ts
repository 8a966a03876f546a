import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import { requestException } from '#lib/services/exception/request-exception.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';

interface DemoDecision {
  /** Which finding: the first of these filters that nothing is decided about. */
  find: Record<string, unknown>;
  kind: Decision;
  reason: string;
  evidence: string | null;
  /** Until so many days from today; null: no end. */
  days: number | null;
  /** A developer asks, and nobody has decided yet. */
  waits?: boolean;
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
    waits: true,
  },
];

/** Decides about a few findings of these repositories: accepted, false positives, one that ends soon, one that waits. */
export async function decideDemo(ctx: Context, repositories: readonly string[]): Promise<void> {
  const developer: Context = { ...ctx, principal: { kind: 'api_token', orgId: ctx.orgId, role: 'developer' } };
  const taken = new Set<string>();
  for (const decision of DECISIONS) {
    const params = findingListParams.parse({ ...decision.find, repo: repositories.slice(0, 100), limit: 20 });
    const found = (await getFindings(ctx, params)).items.find(({ id, repo }) => !taken.has(id) && !taken.has(repo));
    if (found === undefined) continue;
    taken.add(found.id).add(found.repo);
    const request = {
      finding: found.id,
      kind: decision.kind,
      reason: decision.reason,
      evidence_url: decision.evidence,
      expires_at: decision.days === null ? null : addDays(ctx.now(), decision.days).toISOString(),
    };
    await requestException(decision.waits === true ? developer : ctx, exceptionRequest.parse(request));
  }
}
