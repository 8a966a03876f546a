import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { readOrNotFound } from '#app/(dashboard)/read-or-not-found.ts';
import { uploadQuery } from '#components/queries/uploads.ts';
import { UploadScreen } from '#components/upload-page/upload-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Upload' };

export default async function UploadPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([getPageContext(), params]);
  const client = new QueryClient();
  const upload = await readOrNotFound(getUpload(ctx, id));
  client.setQueryData(uploadQuery(id).queryKey, upload);
  const mine = getRights(ctx, upload.repo);
  const rights = { release: mine.has('upload:release'), raw: mine.has('upload:raw') };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UploadScreen id={id} rights={rights} />
    </HydrationBoundary>
  );
}
