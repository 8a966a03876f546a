import { findOsvSources } from '#db/queries/osv-records.ts';
import type { Context } from '#lib/context.ts';
import type { OsvView } from '#lib/contracts/finding.ts';
import { MALICIOUS_PREFIX } from '#lib/domain/advisory/malicious.ts';

interface Asked {
  advisory: string | null;
  packageKey: string | null;
  fixedVersions: string[] | null;
}

/** What the loaded records of OSV say of a finding, each with its date; null: nothing, or there is no advisory. */
export async function osvOf(ctx: Context, { advisory, packageKey, fixedVersions }: Asked): Promise<OsvView | null> {
  if (advisory === null) return null;
  const sources = await findOsvSources(ctx.readSql, ctx, { advisory, packageKey });
  if (sources.length === 0) return null;
  const bad = sources.find(({ id, withdrawn }) => id.startsWith(MALICIOUS_PREFIX) && withdrawn !== true);
  return {
    fixed_versions: fixedVersions ?? [],
    malicious: bad === undefined ? null : { id: bad.id, modified_at: bad.modified?.toISOString() ?? null },
    records: sources.flatMap(({ id, modified, withdrawn, fixes }) => {
      return modified === null
        ? []
        : [{ id, modified_at: modified.toISOString(), withdrawn: withdrawn === true, fixes }];
    }),
  };
}
