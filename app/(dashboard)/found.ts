import { notFound } from 'next/navigation';
import { Fault } from '#lib/errors.ts';

/**
 * What a view read; the page for "not found" when there is no such thing, or none that this person may see.
 * No `loading.tsx` may stand at or above a page that asks: an answer that streams already has status 200.
 */
export async function found<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Fault && error.code === 'not_found') notFound();
    throw error;
  }
}
