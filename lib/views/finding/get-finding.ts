import { findAction } from '#db/queries/actions-read.ts';
import {
  type FindingDetail,
  findEvidence,
  findFinding,
  findSiblings,
  findSightings,
} from '#db/queries/finding-detail.ts';
import { findRepositoryByName } from '#db/queries/repositories.ts';
import { findEvents } from '#db/queries/timeline.ts';
import type { Context } from '#lib/context.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId, type RepositoryNumber } from '#lib/ids.ts';
import { actionRowOf } from '#lib/views/action/action-row.ts';
import { authoriseAtAll, authoriseFound } from '#lib/views/authorise.ts';
import { evidenceViewOf } from './evidence-view.ts';
import { findingRowOf } from './finding-row.ts';
import { timelineEventOf } from './timeline-event.ts';

const MAX_INT = 2_147_483_647;
const SIBLINGS = 6;
const EVENTS = 100;
const SIGHTINGS = 100;

/** By its opaque id, or as people say it: repository and number. */
export type FindingKey = { id: string } | { repo: string; number: number };

async function keyOf(ctx: Context, key: FindingKey): Promise<RepositoryNumber | null> {
  if ('id' in key) return decodeId('finding', key.id);
  if (!Number.isInteger(key.number) || key.number < 1 || key.number > MAX_INT) return null;
  const repository = await findRepositoryByName(ctx.readSql, { orgId: ctx.orgId }, key.repo.replaceAll('\0', ''));
  return repository && { repoId: repository.id, number: key.number };
}

/** Everything about one finding. @throws Fault not_found */
export async function getFinding(ctx: Context, key: FindingKey): Promise<FindingView> {
  authoriseAtAll(ctx, 'finding:read');
  const missing = new Fault('not_found', 'There is no such finding.');
  const id = await keyOf(ctx, key);
  const finding = id && (await findFinding(ctx.readSql, { orgId: ctx.orgId, repoId: id.repoId }, id.number));
  if (!finding) throw missing;
  authoriseFound(ctx, 'finding:read', { repoFullName: finding.fullName }, missing);
  return viewOf(ctx, finding);
}

async function viewOf(ctx: Context, finding: FindingDetail): Promise<FindingView> {
  const { repoId, number, actionNumber } = finding;
  const scope = { orgId: ctx.orgId, repoId };
  const [evidence, sightings, events, action, siblings] = await Promise.all([
    findEvidence(ctx.readSql, scope, number),
    findSightings(ctx.readSql, scope, number, SIGHTINGS),
    findEvents(ctx.readSql, scope, number, EVENTS),
    findAction(ctx.readSql, scope, actionNumber),
    findSiblings(ctx.readSql, scope, { number, actionNumber }, SIBLINGS),
  ]);
  const now = ctx.now();
  return {
    finding: findingRowOf(finding, now),
    evidence: evidence.map((row) => evidenceViewOf(row, repoId)),
    sightings: sightings.map(({ lastReportAt, ...row }) => ({
      ...row,
      last_report_at: lastReportAt?.toISOString() ?? null,
    })),
    timeline: events.map((event) => timelineEventOf(event, repoId)),
    action: action && action.open > 0 ? actionRowOf(action, now) : null,
    siblings: siblings.map((row) => findingRowOf(row, now)),
  };
}
