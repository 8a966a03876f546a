import { CsvError, CsvParser, type CsvRow } from '#lib/domain/csv/csv-parser.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from '#lib/scanners/shared/decode.ts';

/**
 * Rows of a file with separated values: quotes, doubled quotes, line ends within them; UTF-8 or UTF-16.
 * @throws ReportError where it is no such file
 */
export async function* readCsv(source: ReportSource): AsyncGenerator<CsvRow> {
  const parser = new CsvParser();
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of utf8Chunks(source)) yield* parser.push(decoder.decode(chunk, { stream: true }));
    yield* parser.push(decoder.decode());
    yield* parser.end();
  } catch (error) {
    throw error instanceof CsvError ? new ReportError(error.message, error.position) : error;
  }
}
