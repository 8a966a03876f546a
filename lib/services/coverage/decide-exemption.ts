import type { Transaction } from '#db/client.ts';
import {
  decideExemption as decide,
  type Exemption,
  endExemptions,
  findExemption,
  findExemptionPlace,
} from '#db/queries/exemptions.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionNote } from '#lib/contracts/exception.ts';
import type { Permission } from '#lib/domain/access/access.ts';
import type { AuditVerb } from '#lib/domain/audit/entry.ts';
import type { DecisionAct } from '#lib/domain/decision/judge-decision.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { decideLocked } from '../exception/decide-locked.ts';
import { requireAhead } from '../exception/require-ahead.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { noteExemption } from './note-exemption.ts';

export type ExemptionAct = Exclude<DecisionAct, 'extend'>;

const PERMISSION = {
  approve: 'exception:decide',
  refuse: 'exception:decide',
  withdraw: 'exception:request',
} as const satisfies Record<ExemptionAct, Permission>;

const VERB = {
  approve: 'exemption.approved',
  refuse: 'exemption.refused',
  withdraw: 'exemption.withdrawn',
} as const satisfies Record<ExemptionAct, AuditVerb>;

/**
 * Approves or refuses an exemption that was asked for, or takes back one that waits or is in force: by the rules of exceptions.
 * @throws Fault not_found, forbidden (also for one's own request where two people must agree); conflict when it was decided
 *   meanwhile, or would have ended by now
 */
export async function decideExemption(ctx: Context, id: string, act: ExemptionAct, note: ExceptionNote): Promise<void> {
  permit(ctx, PERMISSION[act], 'repositories');
  const key = decodeId('exemption', id);
  // Read from the primary: a replica may not have one that was just asked for.
  const row = key && (await findExemptionPlace(ctx.sql, ctx.readScope, key));
  const place = permit(ctx, PERMISSION[act], { what: 'exemption', row });
  const decided = {
    what: 'exemption' as const,
    find: (tx: Transaction, scope: RepositoryScope) => findExemption(tx, scope, place.number),
  };
  await decideLocked(ctx, place, act, decided, async (at, exemption) => {
    await carryOut(ctx, at, exemption, { act, ...note });
    await commit(at, new Changes(), { upload: 0, ...causeOf(ctx) });
    const more = { asked_by: exemption.requesterName, was: exemption.state, note: note.note };
    await noteExemption(at, auditSource(ctx), VERB[act], exemption, more);
  });
}

async function carryOut(
  ctx: Context,
  { tx, scope, now }: LockedRepository,
  { number, expiresAt }: Exemption,
  { act, note }: { act: ExemptionAct; note: string | null },
): Promise<void> {
  const by = actedBy(ctx);
  switch (act) {
    case 'approve':
      requireAhead(expiresAt, now);
      return decide(tx, scope, number, { state: 'in_force', by, note });
    case 'refuse':
      return decide(tx, scope, number, { state: 'refused', by, note });
    case 'withdraw':
      await endExemptions(tx, scope, [number], { state: 'withdrawn', at: now, by });
  }
}
