import { findRunOf } from '#db/queries/pipelines.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { Context } from '#lib/context.ts';
import type { UploadDetail, UploadView } from '#lib/contracts/upload.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { uploadGate } from '#lib/views/gate/upload-gate.ts';
import { runView } from './run-view.ts';
import { uploadClosing } from './upload-closing.ts';
import { uploadParts } from './upload-parts.ts';

/** Adds what only the page of an upload shows: its streams, its run, what it would close, what the policy said. */
export async function withDetail(ctx: Context, upload: Upload, view: UploadView): Promise<UploadDetail> {
  // The primary has what was delivered just now; a replica may not.
  const { sql } = ctx;
  const scope = { orgId: upload.orgId, repoId: upload.repoId };
  const showsClosing = upload.state === 'held' && getRights(ctx, view.repo).has('finding:read');
  const [parts, run, closing, gate] = await Promise.all([
    uploadParts(sql, upload),
    upload.runId === null ? null : findRunOf(sql, scope, upload.runId),
    showsClosing ? uploadClosing(sql, upload, view.repo) : null,
    uploadGate(sql, upload, { repo: view.repo, publicUrl: ctx.publicUrl }),
  ]);
  return {
    ...view,
    parts,
    run: run && runView(run),
    closing,
    gate,
  };
}
