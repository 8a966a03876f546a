import type { EvidenceRow } from '#db/queries/finding-detail.ts';
import type { EvidenceView } from '#lib/contracts/finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { encodeId } from '#lib/ids.ts';

/** What one scanner says, from its stored record, whose secrets were redacted before it was written. */
export function evidenceViewOf(row: EvidenceRow, repoId: number): EvidenceView {
  const { record } = row;
  const id = encodeId('upload', { repoId, number: row.upload });
  return {
    scanner: row.scanner,
    rule: record.ruleId,
    rule_name: record.ruleName,
    title: record.title,
    help_url: record.helpUrl,
    severity: severityOf(row.severity),
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
    locations: record.locations.map((at) => ({
      path: at.path,
      start_line: at.startLine,
      end_line: at.endLine,
      start_column: at.startColumn,
      snippet: at.snippet,
      label: at.label,
    })),
    locations_total: record.totalLocations,
    suppression: record.suppression,
    present: row.present,
    upload: { id, url: `/ingest/${id}` },
  };
}
