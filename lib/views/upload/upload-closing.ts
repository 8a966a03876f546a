import type { Sql } from '#db/client.ts';
import { type ClosingRow, countClosing, findClosing, findClosingTotal } from '#db/queries/closing.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { SeverityCounts } from '#lib/contracts/common.ts';
import type { UploadClosing } from '#lib/contracts/upload.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';

/** Findings of a held report that are listed. */
const LISTED = 100;

/** What a held report would close; null where an older version held it and did not keep that. */
export async function uploadClosing(sql: Sql, upload: Upload, repo: string): Promise<UploadClosing | null> {
  const scope = { orgId: upload.orgId, repoId: upload.repoId };
  const total = await findClosingTotal(sql, scope, upload.number);
  if (total === null) return null;
  const [rows, counts] = await Promise.all([
    findClosing(sql, scope, upload.number, LISTED),
    countClosing(sql, scope, upload.number),
  ]);
  const open: SeverityCounts = { critical: 0, high: 0, medium: 0, unknown: 0, low: 0, info: 0 };
  for (const { severity, count } of counts) open[severityOf(severity)] += count;
  return { total, open, findings: rows.map((row) => findingView(repo, row)) };
}

function findingView(repo: string, row: ClosingRow): UploadClosing['findings'][number] {
  const { number, title, severity, path, line, packageName, elsewhere } = row;
  return {
    ref: `${repo}#${number}`,
    title,
    severity: severityOf(severity),
    path,
    line,
    package: packageName,
    elsewhere,
    url: `/repositories/${repo}/findings/${number}`,
  };
}
