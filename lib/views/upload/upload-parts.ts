import type { Sql } from '#db/client.ts';
import { findUploadPartRows, type UploadPartRow } from '#db/queries/upload-parts.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { UploadDetail, UploadPartView } from '#lib/contracts/upload.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { StoredGap } from '#lib/domain/stream/gap.ts';
import { encodeId } from '#lib/ids.ts';

/** The streams that an upload feeds, with the gaps of each. */
export async function uploadParts(sql: Sql, upload: Upload): Promise<UploadDetail['parts']> {
  const { orgId, repoId, number } = upload;
  const rows = await findUploadPartRows(sql, { orgId, repoId }, number);
  return rows.map((row) => partView(repoId, row));
}

function partView(repoId: number, row: UploadPartRow): UploadPartView {
  const { scanner, scannerVersion, label, keptOpen, inventory } = row;
  const stream = encodeId('stream', { repoId, number: row.streamId });
  const of = { stream, scanner, scanner_version: scannerVersion, label };
  return { ...of, gaps: row.gaps.map(gapView), kept_open: keptOpen, inventory: inventory && inventoryView(inventory) };
}

function inventoryView({ collectedAt, rules, ...facts }: InventoryFacts): UploadPartView['inventory'] {
  const { pass, fail, unknown } = rules;
  return {
    ...facts,
    collected_at: collectedAt,
    rules: { pass, fail, unknown, not_applicable: rules['not applicable'] },
  };
}

const NOTHING = { paths: null, files: null, position: null, items: null, stands_for: null, rules: null };

function gapView(gap: StoredGap): UploadPartView['gaps'][number] {
  const { scope, reason, keptOpen: kept_open, findings } = gap;
  const shown = { ...NOTHING, scope, reason, kept_open, findings };
  switch (gap.scope) {
    case 'everything':
      return shown;
    case 'files':
    case 'outside':
      return { ...shown, paths: gap.paths, files: gap.files };
    case 'rules':
      return { ...shown, rules: gap.rules };
    case 'item':
      return { ...shown, position: gap.position, items: gap.items, stands_for: { ...gap.standsFor } };
  }
}
