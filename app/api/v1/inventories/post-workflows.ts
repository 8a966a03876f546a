import type { Context } from '#lib/context.ts';
import { queryOf } from '#lib/web/route.ts';
import { postUpload } from '../uploads/post-upload.ts';
import { postArchive } from './post-archive.ts';

/** Takes files of pipelines: of one repository as the upload that they are, of many as one upload for each. */
export async function postWorkflows(ctx: Context, request: Request): Promise<Response> {
  return queryOf(request).repo === undefined ? postArchive(ctx, request) : postUpload(ctx, asUpload(request));
}

/** The same request at the other door, where the scanner is one of many. */
function asUpload(request: Request): Request {
  const address = new URL(request.url);
  address.searchParams.delete('source');
  address.searchParams.set('scanner', 'plumbline-workflows');
  if (!address.searchParams.has('pipeline')) address.searchParams.set('pipeline', 'workflows');
  return new Request(address, request);
}
