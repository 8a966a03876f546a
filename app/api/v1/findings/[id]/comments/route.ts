import { commentBody } from '#lib/contracts/comment.ts';
import { addComment } from '#lib/services/comment/add-comment.ts';
import { getComment } from '#lib/views/finding/get-comment.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const { id, masked } = await addComment(ctx, String(params.id), parseWith(commentBody, await jsonBody(request)));
  return json({ comment: await getComment(ctx, id), masked }, 201);
});
