import { commentBody } from '#lib/contracts/comment.ts';
import { deleteComment } from '#lib/services/comment/delete-comment.ts';
import { editComment } from '#lib/services/comment/edit-comment.ts';
import { getComment } from '#lib/views/finding/get-comment.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PATCH = route(async (ctx, request, params) => {
  const id = String(params.id);
  const { masked } = await editComment(ctx, id, parseWith(commentBody, await jsonBody(request)));
  return json({ comment: await getComment(ctx, id), masked });
});

export const DELETE = route(async (ctx, _request, params) => {
  const id = String(params.id);
  await deleteComment(ctx, id);
  return json({ comment: await getComment(ctx, id), masked: 0 });
});
