import type { Context } from '#lib/context.ts';
import { type UploadDetail, type UploadParams, uploadParams } from '#lib/contracts/upload.ts';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { Fault } from '#lib/errors.ts';
import { type Accepted, acceptUpload } from '#lib/services/upload/accept.ts';
import { refuseEarly } from '#lib/services/upload/refuse-early.ts';
import { waitForUpload } from '#lib/services/upload/wait.ts';
import { uploadViewOf } from '#lib/views/upload/upload.ts';
import { withDetail } from '#lib/views/upload/upload-detail.ts';
import { receiveDelivery } from '#lib/web/receive-delivery.ts';
import type { ReceivedForm } from '#lib/web/receive-form.ts';
import { isForm } from '#lib/web/receive-report.ts';
import { json, parseWith, queryOf } from '#lib/web/route.ts';

function idempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key !== null && (key.length === 0 || key.length > 255)) {
    throw new Fault('invalid_input', 'Idempotency-Key must have 1 to 255 characters.');
  }
  return key;
}

/** 422 for a report that was rejected while the client waited, so that the client's exit code is a failure. */
function refusalOf(upload: Accepted['upload']): Fault {
  const where = upload.position ? ` (at ${upload.position})` : '';
  return new Fault('unprocessable', `${upload.reason ?? 'The report was rejected.'}${where}`);
}

/** How a door reads its parameters, and what it makes of a repository that nobody knew. */
export interface Door {
  /** The parameter that says where a report belongs: with a form it may come with the body. */
  where: string;
  paramsOf(values: Record<string, string>): UploadParams;
  kind?: RepositoryKind;
  /** Of doors that take several files of a form, or other formats than the one that is stored: makes one report of them. */
  pack?: {
    files: number;
    run(values: Record<string, string>, reports: readonly [Report, ...Report[]]): Promise<Report>;
  };
}

type Report = ReceivedForm['report'];

const UPLOADS: Door = { where: 'repo', paramsOf: (values) => parseWith(uploadParams, values) };

/** `POST /api/v1/uploads`: answers with the upload. */
export async function postUpload(ctx: Context, request: Request): Promise<Response> {
  const delivered = await deliver(ctx, request, UPLOADS);
  return deliveryAnswer(delivered.detail, delivered);
}

/** With what the caller may still deliver, in headers. */
export function deliveryAnswer(body: unknown, { status, headers }: Pick<Delivered, 'status' | 'headers'>): Response {
  const response = json(body, status);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

export interface Delivered {
  detail: UploadDetail;
  status: 200 | 202;
  headers: Record<string, string>;
}

/** A delivery is counted, streamed to storage, then written in one transaction; then this waits if it was asked to. */
export async function deliver(ctx: Context, request: Request, door: Door): Promise<Delivered> {
  const query = queryOf(request);
  const key = idempotencyKey(request);
  // Check before the body is read, as far as the query says enough; a form may have the parameters as fields.
  const check = async (fields: Record<string, string>): Promise<boolean> => {
    const values = { ...query, ...fields };
    const announced = values[door.where] === undefined && isForm(request) ? null : door.paramsOf(values);
    await refuseEarly(ctx, announced);
    return announced !== null;
  };
  await check({});
  const received = await receiveDelivery(ctx, request, check, UPLOAD_LIMITS, door.pack?.files);
  const { headers, ended, stored, report, more, fields } = received;
  const [accepted] = await Promise.all([accept(ctx, { ...query, ...fields }, [report, ...more], key, door), ended]);
  if (!accepted.duplicate) await stored(report.storedBytes);
  const { params, repository } = accepted;
  const upload = await waitForUpload(ctx, accepted.upload, params.wait);
  if (upload.state === 'rejected') throw refusalOf(upload);
  const pending = upload.state === 'received' || upload.state === 'processing';
  const { fullName: repo, defaultBranch, trackedRefs } = repository;
  const names = { repo, defaultBranch, trackedRefs, pipeline: params.pipeline, publicUrl: ctx.publicUrl };
  const note = deliveryNote(params.repo, repository);
  const view = uploadViewOf(upload, { ...names, duplicate: accepted.duplicate, note });
  return { detail: await withDetail(ctx, upload, view), status: pending ? 202 : 200, headers };
}

/** What whoever delivers should know of the repository; null when all is as they think. */
export function deliveryNote(asked: string, { fullName, slug, archived }: Accepted['repository']): string | null {
  const notes = [
    asked.toLowerCase() === slug
      ? null
      : `${asked} is called ${fullName} now, and the report went there: deliver under that name.`,
    archived ? `${fullName} is archived: its findings are no part of the organization's figures.` : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join(' ');
}

async function accept(
  ctx: Context,
  values: Record<string, string>,
  reports: readonly [Report, ...Report[]],
  key: string | null,
  door: Door,
) {
  let kept = reports;
  try {
    const params = door.paramsOf(values);
    const { kind, pack } = door;
    const report = pack === undefined ? reports[0] : await pack.run(values, reports);
    kept = [report];
    return {
      params,
      ...(await acceptUpload(ctx, { params, report, idempotencyKey: key, ...(kind === undefined ? {} : { kind }) })),
    };
  } catch (error) {
    // Refused, so the bytes are not needed. After other errors keep them: the transaction may have been committed.
    if (error instanceof Fault) for (const { blob } of kept) await ctx.blobs.remove(blob);
    throw error;
  }
}
