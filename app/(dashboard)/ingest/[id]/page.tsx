import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { readItem } from '#app/(dashboard)/read-item.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { uploadQuery } from '#components/queries/uploads.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { UploadScreen } from '#components/upload-page/upload-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Upload' };

export default async function UploadPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([getPageContext(), params]);
  const client = new QueryClient();
  const { value: upload, outside } = await readItem((seen) => getUpload(seen, id));
  client.setQueryData(uploadQuery(ctx.chosen?.text ?? null, id).queryKey, upload);
  const mine = getRights(ctx, upload.repo);
  const rights = { release: mine.has('upload:release'), raw: mine.has('upload:raw') };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? upload.repo : null}>
        <UploadScreen id={id} rights={rights} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
