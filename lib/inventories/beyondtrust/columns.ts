import { BEYONDTRUST_COLUMNS, type BeyondtrustSection } from '#lib/domain/privilege/beyondtrust/columns.ts';
import type { Outline } from '#lib/scanners/contract.ts';
import { asArray, asRecord } from '#lib/scanners/shared/text.ts';

/** Whether a list in JSON is this section, by the members of its first row. */
export const hasColumns =
  (section: BeyondtrustSection) =>
  (outline: Outline): boolean => {
    if (outline.kind !== 'json') return false;
    const [first] = asArray(Array.isArray(outline.value) ? outline.value : asRecord(outline.value).Data);
    const [a = '', b = ''] = BEYONDTRUST_COLUMNS[section];
    return Object.hasOwn(asRecord(first), a) && Object.hasOwn(asRecord(first), b);
  };
