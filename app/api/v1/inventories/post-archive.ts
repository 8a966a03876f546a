import type { Context } from '#lib/context.ts';
import { type UploadDetail, uploadParams } from '#lib/contracts/upload.ts';
import { ARCHIVE_LIMITS, type ArchiveAnswer, workflowsParams } from '#lib/contracts/workflows.ts';
import { isSettled } from '#lib/domain/stream/upload-state.ts';
import { Fault } from '#lib/errors.ts';
import { acceptArchive } from '#lib/services/upload/accept-archive.ts';
import { refuseEarly } from '#lib/services/upload/refuse-early.ts';
import { waitForUpload } from '#lib/services/upload/wait.ts';
import { uploadViewOf } from '#lib/views/upload/upload.ts';
import { withDetail } from '#lib/views/upload/upload-detail.ts';
import { receiveDelivery } from '#lib/web/receive-delivery.ts';
import { json, parseWith, queryOf } from '#lib/web/route.ts';
import { deliveryNote } from '../uploads/post-upload.ts';

const SKIPPED_SHOWN = 200;

type Delivered = Awaited<ReturnType<typeof acceptArchive>>;

/** Takes an archive of `owner/name/path`: counted as one delivery, and acknowledged when every repository's part is stored. */
export async function postArchive(ctx: Context, request: Request): Promise<Response> {
  const query = queryOf(request);
  const check = async (fields: Record<string, string>): Promise<boolean> => {
    archiveParams({ ...query, ...fields });
    await refuseEarly(ctx, null);
    return true;
  };
  await check({});
  const { headers, ended, stored, report, fields } = await receiveDelivery(ctx, request, check, ARCHIVE_LIMITS);
  try {
    const params = archiveParams({ ...query, ...fields });
    const [archive] = await Promise.all([acceptArchive(ctx, { params, blob: report.blob }), ended]);
    await stored(report.storedBytes);
    const { answer, pending } = await answerOf(ctx, archive, params);
    const response = json(answer, pending ? 202 : 200);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  } finally {
    // What was in it is stored for each repository; the archive itself nobody asks for again.
    await ctx.blobs.remove(report.blob);
  }
}

/** @throws Fault invalid_input, also for a form that names a repository: what is in its body must be known before it comes */
function archiveParams(values: Record<string, string>) {
  if (values.repo !== undefined) {
    const message = 'goes into the address: without it there, the body is an archive of many repositories';
    throw new Fault('invalid_input', `repo: ${message}.`, { fields: [{ path: 'repo', message }] });
  }
  if (values.path !== undefined) {
    const message = 'needs repo beside it: of which repository is the file?';
    throw new Fault('invalid_input', `path: ${message}`, { fields: [{ path: 'path', message }] });
  }
  const { source: _, repo: __, ...params } = parseWith(workflowsParams, values);
  return { ...uploadParams.parse({ repo: 'any/any', scanner: 'plumbline-workflows' }), ...params };
}

async function answerOf(
  ctx: Context,
  { accepted, left }: Delivered,
  { pipeline, wait }: ReturnType<typeof archiveParams>,
) {
  const until = Date.now() + wait * 1000;
  const uploads: UploadDetail[] = [];
  let pending = false;
  for (const { asked, delivery } of accepted) {
    const { repository, duplicate } = delivery;
    const seconds = Math.max(0, (until - Date.now()) / 1000);
    const upload = await waitForUpload(ctx, delivery.upload, seconds);
    pending ||= !isSettled(upload.state);
    const { fullName: repo, defaultBranch, trackedRefs } = repository;
    const names = { repo, defaultBranch, trackedRefs, pipeline, publicUrl: ctx.publicUrl };
    const view = uploadViewOf(upload, { ...names, duplicate, note: deliveryNote(asked, repository) });
    uploads.push(await withDetail(ctx, upload, view));
  }
  const answer: ArchiveAnswer = { uploads, skipped_count: left.length, skipped: left.slice(0, SKIPPED_SHOWN) };
  return { answer, pending };
}
