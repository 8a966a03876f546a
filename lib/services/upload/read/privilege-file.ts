import { hashText } from '#lib/domain/identity/hash.ts';
import { resourceKey, rowsOf } from '#lib/domain/privilege/history/rows-of.ts';
import type { Inventory } from '#lib/domain/privilege/inventory.ts';
import { maskMarks } from '#lib/domain/redaction/mask-marks.ts';
import { MARK_BEGINNING } from '#lib/domain/redaction/secret-mark.ts';
import { clean } from './clean.ts';
import type { PrivilegeHead } from './protocol.ts';
import { SpoolWriter } from './spool.ts';

/** As JSON writes what no database takes: control characters and halves of pairs. */
const UNSTORABLE = /\\u00[01][0-9a-f]|\\u007f|\\ud[89a-f][0-9a-f]{2}/;
const TEXT = 2000;

/**
 * Writes what an inventory says, a line for each thing: a letter, its key, the hash of what is said of it, and that. The
 * worker then takes from it only what is new or different.
 */
export function writePrivileges(path: string, inventory: Inventory): void {
  const spool = new SpoolWriter(path);
  try {
    spool.append(`${JSON.stringify(headOf(inventory))}\n`);
    for (const { kind, key, refs, sections, record } of rowsOf(inventory)) {
      const text = storable(record);
      spool.append(`${kind.charAt(0)}${key}${hashText(text)}${JSON.stringify([refs, sections])}\t${text}\n`);
    }
  } finally {
    spool.close();
  }
}

const headOf = ({ unanswered }: Inventory): PrivilegeHead =>
  [...unanswered].map(([section, reasons]) => [section, [...reasons.keys()].map(resourceKey)]);

function storable(record: unknown): string {
  const text = JSON.stringify(record);
  const plain = UNSTORABLE.test(text)
    ? JSON.stringify(record, (_, value) => (typeof value === 'string' ? clean(value, TEXT) : value))
    : text;
  return plain.includes(MARK_BEGINNING) ? JSON.stringify(maskMarks(JSON.parse(plain))) : plain;
}
