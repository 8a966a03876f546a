import { join } from 'node:path';
import { SecretReplacer } from '#lib/domain/redaction/secret-replacer.ts';
import { redactShapes } from '#lib/domain/redaction/shapes.ts';
import { ALL_SCANNERS } from '#lib/scanners/all.ts';
import { ReportError, type Scanner } from '#lib/scanners/contract.ts';
import { chooseScanner, claimMatches } from '#lib/scanners/registry.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { cleanSummary } from './clean-summary.ts';
import { Collector, clean } from './collector.ts';
import { openBlob } from './file-source.ts';
import { RECORDS_FILE, type ReadingMessage, type ReadRequest } from './protocol.ts';
import { SpoolWriter } from './spool.ts';
import { writeRedacted } from './write-redacted.ts';

/** Detects the format, parses, and makes keys: all work on a report's bytes. Runs in the reading child. */
export async function readReport(
  request: ReadRequest,
  send: (message: ReadingMessage) => void,
  scanners: readonly Scanner[] = ALL_SCANNERS,
): Promise<void> {
  const spool = new SpoolWriter(join(request.folder, RECORDS_FILE));
  const collector = new Collector(spool, Buffer.from(request.secretKey, 'hex'), request.root);
  try {
    const source = await openBlob(request.blobPath, request.bytes, request.filename, join(request.folder, 'report'));
    const scanner = chooseScanner(await outlineOf(source), request.claim, scanners);
    const summary = await scanner.parse(source, collector);
    const tools = summary.parts.map((part) => part.scanner);
    if (request.claim !== null && !claimMatches(request.claim, scanner, tools)) {
      const claim = JSON.stringify(clean(request.claim, 60));
      throw new ReportError(`claimed as ${claim}, but ${tools.join(', ')} wrote this report`);
    }
    for (const batch of collector.batches(request.id)) send(batch);
    spool.flush();
    const replacer = new SecretReplacer(collector.secrets.values());
    const redact = redactionOf(replacer);
    const redacted = collector.secrets.size > 0;
    if (redacted) await writeRedacted(source, replacer, request.folder);
    send({
      kind: 'done',
      id: request.id,
      format: scanner.id,
      summary: cleanSummary(summary, redact, request.root),
      parsed: collector.parsed,
      skippedCount: collector.skippedCount,
      skipped: collector.skippedItems.map((item) => ({ position: redact(item.position), reason: redact(item.reason) })),
      redacted,
    });
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    // Redact reason and position, which quote the report.
    const redact = redactionOf(new SecretReplacer(collector.secrets.values()));
    const position = error.position === null ? null : clean(redact(error.position), 500);
    send({ kind: 'refused', id: request.id, reason: sentence(clean(redact(error.message), 1000)), position });
  } finally {
    spool.close();
  }
}

/** Masks the secrets of the report's results, and everything else that looks like a secret. */
const redactionOf =
  (replacer: SecretReplacer) =>
  (text: string): string =>
    redactShapes(replacer.replace(text));

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
