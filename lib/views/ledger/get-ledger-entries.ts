import { z } from 'zod';
import { type LedgerEntryRow, listEntries } from '#db/queries/ledger.ts';
import type { Context } from '#lib/context.ts';
import type { LedgerEntryList, LedgerEntryParams, LedgerEntryView } from '#lib/contracts/ledger.ts';
import { countsAtBoth, type LedgerMember } from '#lib/domain/ledger/between.ts';
import { LEDGER_CAUSES, type LedgerCause, MICRO } from '#lib/domain/ledger/cause.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { membersOf } from './members-of.ts';
import { type Moment, periodOf } from './period-of.ts';

const KEY = z.tuple([cursorInstant, cursorInt, z.enum(LEDGER_CAUSES)]);
const LIST = 'ledger';

/** The entries that a ledger of the same period and scope adds up, the newest first. */
export async function getLedgerEntries(ctx: Context, params: LedgerEntryParams): Promise<LedgerEntryList> {
  permit(ctx, 'posture:read', 'repositories');
  const period = await periodOf(ctx, params);
  const cause = params.cause ?? null;
  const after = decodeCursor(LIST, KEY, params.cursor);
  const rows = await listEntries(ctx.readSql, ctx.readScope, {
    repoIds: countedIn(await membersOf(ctx, period), cause),
    ...{ cause, from: period.from.at, until: untilOf(period.to), limit: params.limit + 1 },
    after: after && { at: after[0], repoId: after[1], cause: after[2] },
  });
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.atKey, last.repoId, last.cause]),
  );
  return { items: items.map(viewOf), next_cursor: next };
}

/** What happened at this very moment belongs to a day that is not over. */
const untilOf = ({ at, provisional }: Moment): Date => (provisional ? new Date(at.getTime() + 1) : at);

/** Composition is told of all; everything else of those that were there all the time, which is what the parts add up. */
function countedIn(members: readonly LedgerMember[], cause: LedgerCause | null): number[] {
  const counted = cause === 'composition' ? members : members.filter(countsAtBoth);
  return counted.map(({ repoId }) => repoId);
}

function viewOf(row: LedgerEntryRow): LedgerEntryView {
  const { fullName: repo, cause, findings, upload, userName: by } = row;
  return {
    ...{ repo, at: row.at.toISOString(), cause, points: row.points / MICRO, findings, notes: row.notes ?? [], by },
    upload: upload === 0 ? null : upload,
    url:
      upload === 0 ? `/repositories/${repo}` : `/ingest/${encodeId('upload', { repoId: row.repoId, number: upload })}`,
  };
}
