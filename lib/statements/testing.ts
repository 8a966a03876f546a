import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { StatementError } from './contract.ts';
import { readDocument } from './read-document.ts';

/** Test helper: what is read of a document. */
export const read = (bytes: string | Uint8Array) =>
  readDocument(sourceFromBytes(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, null));

/** Test helper: why a document is refused, and where. */
export async function refusal(bytes: string | Uint8Array): Promise<string> {
  const error: unknown = await read(bytes).catch((thrown: unknown) => thrown);
  if (!(error instanceof StatementError)) throw new Error(`not refused: ${JSON.stringify(error)?.slice(0, 200)}`);
  return `${error.message} @ ${error.position}`;
}
