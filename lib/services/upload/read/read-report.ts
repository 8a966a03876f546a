import { join } from 'node:path';
import { maskMarks } from '#lib/domain/redaction/mask-marks.ts';
import { ReportRedactor } from '#lib/domain/redaction/report-redactor.ts';
import { secretTexts } from '#lib/domain/redaction/secret-texts.ts';
import { redactReason } from '#lib/domain/redaction/shapes.ts';
import { formatCapital } from '#lib/format.ts';
import { ALL_SCANNERS } from '#lib/scanners/all.ts';
import {
  type Outline,
  ReportError,
  type ReportSource,
  type ReportSummary,
  type Scanner,
  type Sink,
} from '#lib/scanners/contract.ts';
import { chooseScanner, claimMatches } from '#lib/scanners/registry.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { clean } from './clean.ts';
import { cleanOrigins } from './clean-origins.ts';
import { Collector } from './collector.ts';
import { fileSource, openBlob } from './file-source.ts';
import { writePrivileges } from './privilege-file.ts';
import { PRIVILEGES_FILE, RECORDS_FILE, REDACTED_FILE, type ReadingChannel, type ReadRequest } from './protocol.ts';
import { readParts } from './read-parts.ts';
import { SpoolWriter } from './spool.ts';
import { noteTexts, writeRedacted } from './write-redacted.ts';

/**
 * Detects the format, parses, and makes keys: all work on a report's bytes. Runs in the reading child. Where a report
 * holds anything secret, a copy without it is made first and then read in its place, so that nothing of what is stored
 * or said comes from the original, and reading the stored copy again gives the same findings.
 */
export async function readReport(
  request: ReadRequest,
  channel: ReadingChannel,
  scanners: readonly Scanner[] = ALL_SCANNERS,
): Promise<void> {
  const redactor = new ReportRedactor(Buffer.from(request.secretKey, 'hex'));
  try {
    const source = await openBlob(request.blobPath, request.bytes, request.filename, join(request.folder, 'report'));
    const outline = await outlineOf(source);
    const scanner = chooseScanner(outline, request.claim, scanners);
    if (scanner.drops !== undefined) redactor.drop(scanner.drops, scanner.keeps);
    await noteTexts(source, outline.kind, redactor);
    if (redactor.found) await scanner.parse(source, learning(redactor, request), request);
    else if (await readFrom(source, scanner, request, channel, redactor)) return;
    const copy = await redactedCopy(source, outline, request, redactor);
    await readFrom(copy, scanner, request, channel, redactor, true);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    // Reason and position quote the report.
    const position = error.position === null ? null : clean(sayable(error.position, redactor), 500);
    channel.send({
      kind: 'refused',
      id: request.id,
      reason: sentence(clean(sayable(error.message, redactor), 1000)),
      position,
    });
  }
}

async function redactedCopy(
  source: ReportSource,
  { kind }: Outline,
  { folder, filename }: ReadRequest,
  redactor: ReportRedactor,
): Promise<ReportSource> {
  await writeRedacted(source, kind, redactor, folder);
  return fileSource(join(folder, REDACTED_FILE), filename);
}

/** Learns what the results of a report say is secret. */
function learning(redactor: ReportRedactor, { secretKey }: ReadRequest): Sink {
  const key = Buffer.from(secretKey, 'hex');
  return {
    observation(observation) {
      for (const secret of secretTexts(observation, key)) redactor.learn(secret);
    },
    skipped() {},
    holds(texts) {
      for (const text of texts) redactor.learnLine(text);
    },
  };
}

/** Reads, and says what was read. False, with nothing said, when secrets came to light that the source still holds. */
async function readFrom(
  source: ReportSource,
  scanner: Scanner,
  request: ReadRequest,
  { send, canonicalNames }: ReadingChannel,
  redactor: ReportRedactor,
  redacted = false,
): Promise<boolean> {
  const spool = new SpoolWriter(join(request.folder, RECORDS_FILE));
  try {
    const collector = new Collector(spool, Buffer.from(request.secretKey, 'hex'), request.root);
    const learn = redacted ? null : learning(redactor, request);
    const summary = await scanner.parse(
      source,
      {
        observation(observation, part) {
          learn?.observation(observation, part);
          collector.observation(observation, part);
        },
        skipped: (item, part) => collector.skipped(item, part),
        holds: (texts) => learn?.holds?.(texts),
        inventory: (inventory) => writePrivileges(join(request.folder, PRIVILEGES_FILE), inventory),
      },
      request,
    );
    requireClaim(request, scanner, summary);
    if (!redacted && redactor.found) return false;
    const say = (text: string): string => sayable(text, redactor);
    const { skippedItems } = collector;
    const { parts, placeOf } = readParts(summary.parts, skippedItems.gaps(), request, say);
    if (collector.names.length > 0) collector.rename(new Map(await canonicalNames(collector.names)));
    for (const batch of collector.batches(request.id, placeOf, parts.length)) send(batch);
    spool.flush();
    send({
      kind: 'done',
      id: request.id,
      format: scanner.id,
      parts,
      parsed: collector.parsed,
      skippedCount: skippedItems.count,
      skipped: skippedItems.shown.map((item) => ({ position: say(item.position), reason: say(item.reason) })),
      origins: cleanOrigins(summary.origins ?? [], say),
      redacted,
    });
    return true;
  } finally {
    spool.close();
  }
}

function requireClaim({ claim }: ReadRequest, scanner: Scanner, summary: ReportSummary): void {
  const tools = summary.parts.map((part) => part.scanner);
  if (claim === null || claimMatches(claim, scanner, tools)) return;
  const claimed = JSON.stringify(clean(claim, 60));
  throw new ReportError(`claimed as ${claimed}, but ${tools.join(', ')} wrote this report`);
}

/** A text for people that may quote the report: without its secrets, and without all else that looks like one. */
const sayable = (text: string, redactor: ReportRedactor): string => maskMarks(redactReason(redactor.redactKnown(text)));

function sentence(text: string): string {
  const first = formatCapital(text);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
