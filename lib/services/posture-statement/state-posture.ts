import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Connection } from '#db/client.ts';
import { findGrid } from '#db/queries/coverage-grid.ts';
import { findDayZones } from '#db/queries/day-zones.ts';
import { listOrganizationsOfToday } from '#db/queries/demo.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findStatementMembers, hasStatement, insertStatement } from '#db/queries/posture-statements.ts';
import { inSnapshot, inTransaction } from '#db/transaction.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { dayAt } from '#lib/domain/calendar/day-zones.ts';
import { type CoverageState, freshSince } from '#lib/domain/coverage/coverage-state.ts';
import { isoWeek } from '#lib/domain/digest/week.ts';
import {
  INPUTS_FORMAT,
  inputsFile,
  type StatedRepository,
  type StatementInputs,
} from '#lib/domain/posture-statement/inputs.ts';
import { recomputeStatement } from '#lib/domain/posture-statement/recompute.ts';
import { statementOf } from '#lib/domain/posture-statement/statement-of.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { sign } from '../signing/sign.ts';

/**
 * Says of each organization, once in each of its weeks, what its posture is, and signs it. The first run of a week does, so that a
 * missed hour costs no week. An organization without a repository has no posture to speak of.
 * @throws Error at the end, when any failed
 */
export async function statePosture(system: System): Promise<void> {
  let failed = 0;
  for (const orgId of await listOrganizationsOfToday(system.systemSql)) {
    try {
      await stateOf(bindTo(system, orgId), orgId);
    } catch (error) {
      failed += 1;
      system.log.error({ err: error, orgId }, 'the posture of an organization could not be stated');
    }
  }
  if (failed > 0) throw new Error(`the posture of ${failed} organizations could not be stated`);
}

async function stateOf(system: BoundSystem, orgId: number): Promise<void> {
  const { sql } = system;
  const now = system.now();
  const week = isoWeek(dayAt(await findDayZones(sql, { orgId }), now));
  if (await hasStatement(sql, { orgId }, week)) return;
  const repositories = await inSnapshot(sql, (tx) => repositoriesOf(tx, orgId, now));
  if (repositories.length === 0) return;
  const organization = (await findOrganization(sql, orgId))?.name ?? '';
  const inputs: StatementInputs = {
    head: { format: INPUTS_FORMAT, organization, week, at: now.toISOString() },
    repositories,
  };
  const file = inputsFile(inputs);
  const sha256 = createHash('sha256').update(file).digest('hex');
  const figures = recomputeStatement(inputs.repositories);
  const envelope = await sign(system, statementOf(inputs.head, figures, sha256));
  await inTransaction(sql, (tx) =>
    insertStatement(tx, { orgId }, { week, at: now, figures, envelope, inputs: gzipSync(file) }),
  );
}

/** Every repository that counts, as its score and the grid of coverage have it. */
async function repositoriesOf(sql: Connection, orgId: number, now: Date): Promise<StatedRepository[]> {
  const members = await findStatementMembers(sql, { orgId });
  const all = { pattern: null, category: null, state: null, sort: 'name', after: null } as const;
  const page = { ...all, freshSince: freshSince(now), limit: members.length };
  const grid = await findGrid(sql, wholeOrganization(orgId), page);
  const states = new Map(grid.map(({ repoId, states: stated }) => [repoId, stated]));
  return members.map(({ repoId, scoredAt, ...member }) => ({
    ...member,
    coverage: coverageOf(states.get(repoId) ?? []),
    scored_at: scoredAt?.toISOString() ?? null,
  }));
}

function coverageOf(states: readonly CoverageState[]): StatedRepository['coverage'] {
  const [dependency = 'never', sast = 'never', secret = 'never', pipeline = 'never', iac = 'never', dast = 'never'] =
    states;
  return { dependency, sast, secret, pipeline, iac, dast };
}
