import { findAction } from '#db/queries/actions-read.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { findExceptionsOf } from '#db/queries/exceptions-read.ts';
import {
  type FindingDetail,
  findEvidence,
  findFinding,
  findSiblings,
  findSightings,
} from '#db/queries/finding-detail.ts';
import { findRedirect } from '#db/queries/finding-joins.ts';
import { findRepositoryIds } from '#db/queries/search.ts';
import { findEvents } from '#db/queries/timeline.ts';
import type { Context } from '#lib/context.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import { can } from '#lib/domain/access/access.ts';
import { codePlaceOf } from '#lib/domain/repository/code-host.ts';
import { decodeId, type RepositoryNumber } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { actionRows } from '#lib/views/action/action-rows.ts';
import { storedEntry } from '#lib/views/action/queue.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';
import { exceptionRowOf } from '#lib/views/exception/exception-row.ts';
import { evidenceViewsOf } from './evidence-view.ts';
import { exploitationOf } from './exploitation-view.ts';
import { findingRows } from './finding-rows.ts';
import { osvOf, withoutStated } from './osv-view.ts';
import { peopleOfFinding } from './people-of-finding.ts';
import { statedAbout } from './stated-about.ts';
import { timelineEventOf } from './timeline-event.ts';

const MAX_INT = 2_147_483_647;
const SIBLINGS = 6;
const EVENTS = 100;
const SIGHTINGS = 100;
const EVIDENCE = 100;
const EXCEPTIONS = 50;

/** By its opaque id, or as people say it: repository and number. */
export type FindingKey = { id: string } | { repo: string; number: number };

async function keyOf(ctx: Context, key: FindingKey): Promise<RepositoryNumber | null> {
  if ('id' in key) return decodeId('finding', key.id);
  if (!Number.isInteger(key.number) || key.number < 1 || key.number > MAX_INT) return null;
  const name = key.repo.replaceAll('\0', '').toLowerCase();
  const repoId = (await findRepositoryIds(ctx.readSql, ctx.readScope, [name])).get(name);
  return repoId === undefined ? null : { repoId, number: key.number };
}

/** Everything about one finding; a number that was joined with another gives that one. @throws Fault not_found */
export async function getFinding(ctx: Context, key: FindingKey): Promise<FindingView> {
  permit(ctx, 'finding:read', 'repositories');
  const id = await keyOf(ctx, key);
  const row = id && ((await findFinding(ctx.readSql, ctx.readScope, id)) ?? (await joinedWith(ctx, id)));
  return viewOf(ctx, permit(ctx, 'finding:read', { what: 'finding', row }));
}

/** The finding that a number leads to which was joined with it. */
async function joinedWith(ctx: Context, id: RepositoryNumber): Promise<FindingDetail | null> {
  const number = await findRedirect(ctx.readSql, { orgId: ctx.orgId, repoId: id.repoId }, id.number);
  return number === null ? null : findFinding(ctx.readSql, ctx.readScope, { ...id, number });
}

async function viewOf(ctx: Context, finding: FindingDetail): Promise<FindingView> {
  const { orgId, repoId, number, actionNumber } = finding;
  const scope = { orgId, repoId };
  const [evidence, sightings, events, action, siblings, exceptions, policy, exploitation, osv, statements, people] =
    await Promise.all([
      findEvidence(ctx.readSql, scope, number, EVIDENCE),
      findSightings(ctx.readSql, scope, number, SIGHTINGS),
      findEvents(ctx.readSql, scope, number, EVENTS),
      findAction(ctx.readSql, ctx.readScope, { repoId, number: actionNumber }),
      findSiblings(ctx.readSql, scope, { number, actionNumber }, SIBLINGS),
      findExceptionsOf(ctx.readSql, scope, number, EXCEPTIONS),
      findExceptionPolicy(ctx.readSql, scope),
      exploitationOf(ctx, finding.advisory),
      osvOf(ctx, finding),
      statedAbout(ctx, finding),
      peopleOfFinding(ctx, finding),
    ]);
  const now = ctx.now();
  const by = deciderOf(ctx, finding.fullName);
  const [shownAction = null] = await actionRows(ctx, action && action.open > 0 ? [storedEntry(action)] : []);
  const [shown, ...others] = await findingRows(ctx, [finding, ...siblings], now);
  if (shown === undefined) throw new Error('a finding has no row');
  return {
    finding: shown,
    exploitation,
    osv: withoutStated(osv, evidence),
    evidence: evidenceViewsOf(evidence, { repoId, code: codePlaceOf(finding) }),
    sightings: sightings.map(({ lastReportAt, ...row }) => ({
      ...row,
      last_report_at: lastReportAt?.toISOString() ?? null,
    })),
    timeline: events.map((event) => timelineEventOf(event, repoId)),
    action: shownAction,
    comments: people.comments,
    watch: people.watch,
    exceptions: exceptions.map((row) => exceptionRowOf(row, by, policy)),
    statements,
    may: {
      request: can(ctx.principal, 'exception:request', { orgId, repoFullName: finding.fullName }),
      decide: by.mayDecide,
      work: can(ctx.principal, 'finding:write', { orgId, repoFullName: finding.fullName }),
      owns_severity: people.ownsSeverity,
      watch: ctx.userId !== null,
    },
    siblings: others,
  };
}
