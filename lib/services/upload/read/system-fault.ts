import { classify } from '#db/classify-error.ts';
import { codeOf } from '#lib/errors.ts';

/** Code of a system call that failed for want of room or of a disk that works; null for every other error. */
export function systemFault(error: unknown): string | null {
  const kind = classify(error);
  return kind === 'no_room' || kind === 'server' ? codeOf(error) : null;
}
