import { classify } from '#db/classify-error.ts';
import { ReaderDiedError } from './read/protocol.ts';

/** Whether the failure is the machine's and not the report's: the queue then retries until it works. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ReaderDiedError) return false;
  const kind = classify(error);
  return kind !== 'other' && kind !== 'constraint' && kind !== 'read_only';
}
