import { STATEMENT_LIMITS, type StatementDocument } from '#lib/domain/statement/statement.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from '#lib/scanners/shared/decode.ts';
import { isRecord } from '#lib/scanners/shared/text.ts';
import { StatementError } from './contract.ts';
import { isCsaf, readCsaf } from './csaf/read-csaf.ts';
import { isCycloneDx, readCycloneDx } from './cyclonedx/read-cyclonedx.ts';
import { isOpenVex, readOpenVex } from './openvex/read-openvex.ts';
import { parseJson } from './shared/parse-json.ts';

/** Reads a VEX document of any format that is known, by its content. @throws StatementError */
export async function readDocument(source: ReportSource): Promise<StatementDocument> {
  const document = parseJson(await textOf(source));
  if (isRecord(document)) {
    if (isOpenVex(document)) return readOpenVex(document);
    if (isCsaf(document)) return readCsaf(document);
    if (isCycloneDx(document)) return readCycloneDx(document);
  }
  throw new StatementError(
    'This is neither OpenVEX (@context), nor CSAF (document.csaf_version), nor CycloneDX JSON (bomFormat)',
  );
}

async function textOf(source: ReportSource): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of utf8Chunks(source)) {
    size += chunk.length;
    // UTF-16 takes half as much again in UTF-8.
    if (size > STATEMENT_LIMITS.bytes * 2) throw new StatementError('The document is too large');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.subarray(0, 64).toString('latin1').trimStart().startsWith('<')) {
    throw new StatementError('The document is XML. Plumbline reads VEX as JSON: CycloneDX tools convert it');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new StatementError('The document is not text in UTF-8 or UTF-16');
  }
}
