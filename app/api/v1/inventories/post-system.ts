import type { Context } from '#lib/context.ts';
import { type InventoryAnswer, knownInventoryParams, MOST_FILES } from '#lib/contracts/inventory.ts';
import { type UploadParams, uploadParams } from '#lib/contracts/upload.ts';
import { homeOf } from '#lib/domain/privilege/inventory-facts.ts';
import { packExport } from '#lib/services/upload/pack-export.ts';
import { parseWith } from '#lib/web/route.ts';
import { type Door, deliver, deliveryAnswer } from '../uploads/post-upload.ts';

/** Takes the inventory of a whole system: a report of the repository that stands for it. */
export async function postSystem(ctx: Context, request: Request): Promise<Response> {
  const run: NonNullable<Door['pack']>['run'] = (values, reports) => {
    const { source, system: scope, collected_at, mapping } = parseWith(knownInventoryParams, values);
    return packExport(ctx, reports, {
      ...{ source, scope, collected_at: collected_at ?? ctx.now().toISOString() },
      ...(mapping === undefined ? {} : { mapping: JSON.parse(mapping) as unknown }),
    });
  };
  const pack = { files: MOST_FILES, run };
  const delivered = await deliver(ctx, request, { where: 'system', paramsOf, kind: 'system', pack });
  const { detail } = delivered;
  const [inventory] = detail.parts.flatMap((part) => part.inventory ?? []);
  const { sections = [], stripped = { count: 0, positions: [] } } = inventory ?? {};
  const answer: InventoryAnswer = { ...detail, sections, stripped };
  return deliveryAnswer(answer, delivered);
}

function paramsOf(values: Record<string, string>): UploadParams {
  // What only other sources take is refused, not passed over.
  const { source, system, collected_at: _, mapping: __, ...run } = parseWith(knownInventoryParams, values);
  const repo = homeOf({ source, scope: system });
  return { ...parseWith(uploadParams, { repo, pipeline: 'inventory', scanner: `plumbline-${source}` }), ...run };
}
