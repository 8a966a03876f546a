import type { ExceptionView } from '#lib/contracts/exception-list.ts';
import type { Columns } from './encoder.ts';

export const exceptionColumns = (publicUrl: string): Columns<ExceptionView> => ({
  finding: ({ finding }) => finding.ref,
  kind: ({ kind }) => kind,
  state: ({ state }) => state,
  severity: ({ finding }) => finding.severity,
  title: ({ finding }) => finding.title,
  repository: ({ finding }) => finding.repo,
  scanner: ({ finding }) => finding.scanner,
  rule: ({ finding }) => finding.rule,
  reason: ({ reason }) => reason,
  evidence_url: (row) => row.evidence_url,
  requested_at: (row) => row.requested_at,
  requested_by: (row) => row.requested_by.name,
  decided_at: (row) => row.decided_at,
  decided_by: (row) => row.decided_by?.name ?? null,
  note: ({ note }) => note,
  expires_at: (row) => row.expires_at,
  ended_at: (row) => row.ended_at,
  ended_by: (row) => row.ended_by?.name ?? null,
  end_reason: (row) => row.end_reason,
  batch: ({ batch }) => batch,
  url: ({ finding }) => `${publicUrl}${encodeURI(finding.url)}`,
  id: ({ id }) => id,
});
