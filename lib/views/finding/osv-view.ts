import type { EvidenceRow } from '#db/queries/finding-detail.ts';
import { findOsvSources, type OsvSource } from '#db/queries/osv-records.ts';
import type { Context } from '#lib/context.ts';
import type { OsvView } from '#lib/contracts/finding.ts';
import { MALICIOUS_PREFIX } from '#lib/domain/advisory/malicious.ts';
import { severityOf, UNKNOWN } from '#lib/domain/finding/severity-number.ts';

interface Asked {
  advisory: string | null;
  packageKey: string | null;
  fixedVersions: string[] | null;
}

/** The record that states the highest severity. */
function ratedBy(sources: readonly OsvSource[]): OsvView['severity'] {
  const rated = sources.flatMap(({ id, modified, severity }) =>
    modified === null || severity === null ? [] : [{ id, modified, severity }],
  );
  const [first] = rated.toSorted((a, b) => b.severity - a.severity);
  if (first === undefined) return null;
  return { value: severityOf(first.severity), id: first.id, modified_at: first.modified.toISOString() };
}

/** What the loaded records of OSV say of a finding, each with its date; null: nothing, or there is no advisory. */
export async function osvOf(ctx: Context, { advisory, packageKey, fixedVersions }: Asked): Promise<OsvView | null> {
  if (advisory === null) return null;
  const sources = await findOsvSources(ctx.readSql, ctx, { advisory, packageKey });
  if (sources.length === 0) return null;
  const bad = sources.find(({ id, withdrawn }) => id.startsWith(MALICIOUS_PREFIX) && withdrawn !== true);
  return {
    fixed_versions: fixedVersions ?? [],
    severity: ratedBy(sources),
    malicious: bad === undefined ? null : { id: bad.id, modified_at: bad.modified?.toISOString() ?? null },
    records: sources.flatMap(({ id, modified, withdrawn, fixes }) => {
      return modified === null
        ? []
        : [{ id, modified_at: modified.toISOString(), withdrawn: withdrawn === true, fixes }];
    }),
  };
}

/** The severity of a record counts only where none of the reports that decide states one. */
export function withoutStated(osv: OsvView | null, evidence: readonly EvidenceRow[]): OsvView | null {
  if (osv === null) return null;
  const present = evidence.filter((row) => row.present);
  const tracked = present.filter((row) => row.tracked);
  const stated = (tracked.length > 0 ? tracked : present).some(({ severity }) => severity !== UNKNOWN);
  return stated || present.length === 0 ? { ...osv, severity: null } : osv;
}
