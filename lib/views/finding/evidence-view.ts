import type { EvidenceRow } from '#db/queries/finding-detail.ts';
import type { EvidenceView } from '#lib/contracts/evidence.ts';
import { compareLocations, uniqueSorted } from '#lib/domain/finding/record-order.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import type { CodePlace } from '#lib/domain/repository/code-host.ts';
import { encodeId } from '#lib/ids.ts';
import { type LocatedRow, locationViewOf } from './location-view.ts';

/** What each scanner says, from its streams' stored records, whose secrets were redacted before they were written. */
export function evidenceViewsOf(rows: readonly EvidenceRow[], repository: ViewedRepository): EvidenceView[] {
  return [...Map.groupBy(rows, (row) => row.scanner).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [evidenceViewOf(first, group, repository)];
  });
}

export interface ViewedRepository {
  repoId: number;
  /** Where people read its code, as a person said it. */
  code: CodePlace | null;
}

/** `first`: the row whose words are shown. Rows of streams that do not report it any more say no places while another does. */
function evidenceViewOf(
  first: EvidenceRow,
  rows: readonly EvidenceRow[],
  { repoId, code }: ViewedRepository,
): EvidenceView {
  const { record } = first;
  const counted = rows.filter((row) => row.present === first.present);
  const located = placesOf(counted);
  return {
    scanner: first.scanner,
    rule: record.ruleId,
    rule_name: record.ruleName,
    title: record.title,
    help_url: record.helpUrl,
    severity: severityOf(first.severity),
    severity_reported: record.severityReported,
    confidence: record.confidence,
    cvss: record.cvss,
    message: record.message,
    remediation: record.remediation,
    references: record.references,
    cwes: record.cwes,
    aliases: record.aliases,
    fixed_versions: record.fixedVersions,
    image: record.image,
    resource: record.resource,
    detail: record.subjectDetail,
    locations: located.map((one) => locationViewOf(one, code)),
    locations_total: Math.max(located.length, ...counted.map((row) => row.record.totalLocations)),
    suppression: record.suppression,
    present: first.present,
    upload: uploadOf(first, repoId),
    streams: rows.map((row) => ({
      pipeline: row.pipeline,
      label: row.label,
      ref: row.ref,
      tracked: row.tracked,
      severity: severityOf(row.severity),
      severity_reported: row.record.severityReported,
      present: row.present,
      upload: uploadOf(row, repoId),
    })),
  };
}

function placesOf(rows: readonly EvidenceRow[]): LocatedRow[] {
  const all = rows.flatMap((row) => row.record.locations.map((at) => ({ at, row })));
  return rows.length === 1 ? all : uniqueSorted(all, (a, b) => compareLocations(a.at, b.at));
}

function uploadOf(row: EvidenceRow, repoId: number): EvidenceView['upload'] {
  const id = encodeId('upload', { repoId, number: row.upload });
  return { id, url: `/ingest/${id}`, commit: row.commit, run_url: row.runUrl };
}
