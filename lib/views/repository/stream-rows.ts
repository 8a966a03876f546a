import type { RepositoryScope } from '#db/queries/scope.ts';
import { countShared, findStreamRows, type StreamListRow } from '#db/queries/streams-read.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import { findRetirements, type Retirement } from '#lib/domain/stream/retirement.ts';
import { formatNumber } from '#lib/format.ts';
import { encodeId } from '#lib/ids.ts';

type StreamView = RepositoryView['streams'][number];

const STREAMS = 200;

/** The repository's streams; those that seem to be over say why. */
export async function streamRows(ctx: Context, scope: RepositoryScope): Promise<StreamView[]> {
  const rows = await findStreamRows(ctx.readSql, scope, STREAMS);
  const retirements = findRetirements(rows, ctx.now());
  const pairs = retirements.map(({ stream, twin }) => ({ stream: stream.id, twin: twin.id }));
  const shared = pairs.length === 0 ? new Map<number, number>() : await countShared(ctx.readSql, scope, pairs);
  const byStream = new Map(retirements.map((one) => [one.stream.id, one]));
  return rows.map((row) => {
    const offer = byStream.get(row.id);
    return {
      ...streamRowOf(row, scope.repoId),
      retirement: offer === undefined ? null : offerOf(offer, row, shared.get(row.id) ?? 0, scope.repoId),
    };
  });
}

function streamRowOf(row: StreamListRow, repoId: number): Omit<StreamView, 'retirement'> {
  const { lastSuccessAt, lastReportAt, heldUpload, retiredAt, retiredBy } = row;
  return {
    id: encodeId('stream', { repoId, number: row.id }),
    pipeline: row.pipeline,
    scanner: row.scanner,
    label: row.label,
    ref: row.ref,
    tracked: row.tracked,
    categories: row.categories,
    present: row.present,
    last_success_at: lastSuccessAt?.toISOString() ?? null,
    last_report_at: lastReportAt?.toISOString() ?? null,
    held_upload: heldUpload === null ? null : encodeId('upload', { repoId, number: heldUpload }),
    retired_at: retiredAt?.toISOString() ?? null,
    retired_by: retiredBy,
  };
}

function offerOf(
  { stream, twin, silence }: Retirement,
  { present }: StreamListRow,
  shared: number,
  repoId: number,
): StreamView['retirement'] {
  const where =
    twin.pipeline !== stream.pipeline
      ? `from ${twin.pipeline}`
      : twin.ref !== stream.ref
        ? `for ${twin.ref}`
        : twin.label === ''
          ? 'without a label'
          : `with the label ${twin.label}`;
  const seen =
    present === 0
      ? ''
      : ` That one sees ${formatNumber(shared)} of the ${formatNumber(present)} findings that this one holds.`;
  return {
    reason: `It ${silence}, while ${twin.scanner} reports ${where}.${seen}`,
    twin: encodeId('stream', { repoId, number: twin.id }),
    shared,
  };
}
