import { classify } from '#db/classify-error.ts';
import { codeOf } from '#lib/errors.ts';

/** The code of a system call that failed because of the machine (full disk, I/O error); null for other errors. */
export function systemFault(error: unknown): string | null {
  const kind = classify(error);
  return kind === 'no_room' || kind === 'server' ? codeOf(error) : null;
}
