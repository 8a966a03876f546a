import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/**
 * Checks that a report may be delivered under this name. Under a former one it lands in `known`, the renamed repository:
 * its present name decides, so that a credential for all of an owner reaches nothing that went to another owner.
 * @throws Fault forbidden
 */
export function permitDelivery(
  ctx: Context,
  { repo, pipeline }: { repo: string; pipeline: string },
  known: { fullName: string } | null,
): void {
  if (known === null || known.fullName.toLowerCase() === repo.toLowerCase()) {
    permit(ctx, 'upload:write', { repository: repo, pipeline });
    return;
  }
  try {
    permit(ctx, 'upload:write', { repository: known.fullName, pipeline });
  } catch (error) {
    // Without the present name: the caller may not see that repository.
    if (!(error instanceof Fault)) throw error;
    throw new Fault('forbidden', `${repo} has another name now, for which this credential may not deliver.`, {
      denied: 'upload:write',
    });
  }
}
