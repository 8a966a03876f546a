import type { EvidenceRow } from '#db/queries/finding-detail.ts';
import type { EvidenceView } from '#lib/contracts/finding.ts';
import type { Location } from '#lib/domain/finding/finding.ts';
import { compareLocations, uniqueSorted } from '#lib/domain/finding/record-order.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { encodeId } from '#lib/ids.ts';

/** What each scanner says, from its streams' stored records, whose secrets were redacted before they were written. */
export function evidenceViewsOf(rows: readonly EvidenceRow[], repoId: number): EvidenceView[] {
  return [...Map.groupBy(rows, (row) => row.scanner).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [evidenceViewOf(first, group, repoId)];
  });
}

/** `first`: the row whose words are shown. Rows of streams that do not report it any more say no places while another does. */
function evidenceViewOf(first: EvidenceRow, rows: readonly EvidenceRow[], repoId: number): EvidenceView {
  const { record } = first;
  const counted = rows.filter((row) => row.present === first.present);
  const locations = counted.length === 1 ? record.locations : placesOf(counted);
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
    locations: locations.map((at) => ({
      path: at.path,
      start_line: at.startLine,
      end_line: at.endLine,
      start_column: at.startColumn,
      snippet: at.snippet,
      label: at.label,
    })),
    locations_total: Math.max(locations.length, ...counted.map((row) => row.record.totalLocations)),
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

function placesOf(rows: readonly EvidenceRow[]): Location[] {
  return uniqueSorted(
    rows.flatMap((row) => row.record.locations),
    compareLocations,
  );
}

function uploadOf(row: EvidenceRow, repoId: number): { id: string; url: string } {
  const id = encodeId('upload', { repoId, number: row.upload });
  return { id, url: `/ingest/${id}` };
}
