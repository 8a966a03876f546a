import { z } from 'zod';
import { isStorable, word } from '#lib/contracts/common.ts';
import { Fault } from '#lib/errors.ts';

export type CursorKey = readonly (string | number | null)[];

export const cursorInt = z.number().int().min(-2_147_483_648).max(2_147_483_647);
/** A rank or lane, within the range of `smallint`. */
export const cursorSmall = z.number().int().min(-32_768).max(32_767);
export const cursorText = word(300);
/** An instant to the microsecond, as the database stores it. */
export const cursorInstant = z.iso.datetime().max(27).refine(isStorable);

/** Encodes the sort key of a page's last row, for one order of one list. Opaque to clients. */
export function encodeCursor(list: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/**
 * Decodes a cursor that `encodeCursor` made for the same list; null without a cursor.
 * @throws Fault invalid_input for every other text
 */
export function decodeCursor<T extends z.ZodType>(list: string, key: T, text: string | undefined): z.output<T> | null {
  if (text === undefined) return null;
  const refused = new Fault('invalid_input', 'The cursor is not one of this list: start again without it.', {
    fields: [{ path: 'cursor', message: 'must be the next_cursor of the page before, with the same sort' }],
  });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  if (!Array.isArray(value) || value[0] !== list) throw refused;
  const parsed = key.safeParse(value.slice(1));
  if (!parsed.success) throw refused;
  return parsed.data;
}

/** Splits rows, of which one more than `limit` was read, into the page and the cursor of the next one. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (last: T) => string,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
