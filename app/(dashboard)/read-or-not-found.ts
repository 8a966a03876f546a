import { notFound } from 'next/navigation';
import { Fault } from '#lib/errors.ts';

/**
 * Awaits a view; shows the not-found page when it throws not_found (nothing there, or nothing that this user may see).
 * Pages that use it must have no `loading.tsx` at or above them: a streamed answer already has status 200.
 */
export async function readOrNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Fault && error.code === 'not_found') notFound();
    throw error;
  }
}
