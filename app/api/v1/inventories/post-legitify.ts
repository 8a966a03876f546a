import type { Context } from '#lib/context.ts';
import { legitifyParams } from '#lib/contracts/inventory.ts';
import { type UploadParams, uploadParams } from '#lib/contracts/upload.ts';
import { homeOf } from '#lib/domain/privilege/inventory-facts.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { Fault } from '#lib/errors.ts';
import { parseWith } from '#lib/web/route.ts';
import { deliver, deliveryAnswer } from '../uploads/post-upload.ts';

/** Takes what legitify found in a GitHub organization: a report of the repository that stands for it. */
export async function postLegitify(ctx: Context, request: Request): Promise<Response> {
  const delivered = await deliver(ctx, request, { where: 'system', paramsOf, kind: 'system' });
  return deliveryAnswer({ ...delivered.detail, sections: [], stripped: { count: 0, positions: [] } }, delivered);
}

function paramsOf({ source: _, ...values }: Record<string, string>): UploadParams {
  const { system, ...run } = parseWith(legitifyParams, values);
  const { pattern, words } = SCOPES.github;
  if (!pattern.test(system)) {
    const message = `must be ${words}`;
    throw new Fault('invalid_input', `system: ${message}.`, { fields: [{ path: 'system', message }] });
  }
  const repo = homeOf({ source: 'github', scope: system });
  return { ...parseWith(uploadParams, { repo, pipeline: 'legitify', scanner: 'legitify' }), ...run };
}
