import { Json } from '#db/bulk.ts';
import type { NewEvidence } from '#db/queries/evidence.ts';
import type { FindingContent } from '#db/queries/findings-write.ts';
import type { NewSighting } from '#db/queries/sightings.ts';
import { keywordsOf } from '#lib/domain/finding/keywords.ts';
import { packageSearchKey } from '#lib/domain/finding/package-search.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { confidenceNumber, severityNumber } from '#lib/domain/finding/severity-number.ts';
import type { IncomingFinding } from '#lib/domain/stream/move.ts';

/** One finding of a report with its record, parsed and as it is stored. */
export interface ReportedFinding {
  incoming: IncomingFinding;
  record: FindingRecord;
  text: string;
}

const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');
const bytesOrNull = (hex: string | null): Buffer | null => (hex === null ? null : bytesOf(hex));

/** The columns of a finding that are taken from its leading record. @param fixes what a feed knows, where the record names no fix */
export function contentOf(
  number: number,
  { incoming, record }: ReportedFinding,
  { actionNumber, fixes }: { actionNumber: number; fixes: readonly string[] | null },
): FindingContent {
  const { title, path, line, ruleId, packageName, packageVersion, advisory, image, cwes } = record;
  const ecosystem = record.packageEcosystem ?? '';
  const packageKey = packageName === null ? null : packageSearchKey({ ecosystem, name: packageName });
  return {
    number,
    key: bytesOf(incoming.key),
    move: bytesOrNull(incoming.move),
    title,
    path,
    line,
    ruleId,
    packageName,
    packageVersion,
    packageKey,
    advisory,
    image,
    fixedVersions: fixes === null ? null : [...fixes],
    keywords: keywordsOf(record),
    cwes,
    confidence: confidenceNumber(record.confidence),
    actionNumber,
  };
}

export function evidenceOf(findingNumber: number, { record, text }: ReportedFinding): NewEvidence {
  return { findingNumber, scanner: record.scanner, severity: severityNumber(record.severity), record: new Json(text) };
}

export function sightingOf(findingNumber: number, { incoming, record }: ReportedFinding): NewSighting {
  return {
    findingNumber,
    key: bytesOf(incoming.key),
    move: bytesOrNull(incoming.move),
    path: incoming.path,
    line: record.line,
    content: bytesOf(incoming.contentHash),
    suppressed: incoming.suppressed ? 1 : 0,
  };
}
