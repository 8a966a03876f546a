import type { UploadDetail } from '#lib/contracts/upload.ts';
import { formatCount, formatList, formatNumber } from '#lib/format.ts';

export type UploadPart = UploadDetail['parts'][number];
export type UploadGap = UploadPart['gaps'][number];

/** How much a gap covers, in a word or two. */
export function scopeWords({ scope, files, items, rules }: UploadGap): string {
  switch (scope) {
    case 'everything':
      return 'Everything';
    case 'files':
      return formatCount(files ?? 0, 'file');
    case 'outside':
      return `All but ${formatCount(files ?? 0, 'path')}`;
    case 'rules':
      return formatCount(rules?.length ?? 0, 'rule');
    case 'item':
      return formatCount(items ?? 0, 'item');
  }
}

/** What unreadable items may stand for; null for other gaps. */
export function standsForWords({ scope, stands_for }: UploadGap): string | null {
  if (scope !== 'item') return null;
  const known = Object.entries(stands_for ?? {}).map(([trait, name]) => `${trait} ${name}`);
  return known.length === 0
    ? 'They may stand for any finding.'
    : `They may stand for findings of ${formatList(known)}.`;
}

/** What a gap kept open, in words; the numbers stand behind it. */
export function keptWords({ kept_open, findings }: UploadGap): string {
  if (kept_open === 0) return 'It kept nothing open.';
  const more =
    kept_open > findings.length && findings.length > 0 ? `, the first ${formatNumber(findings.length)} of them` : '';
  return `Not in the report, but kept open because of it: ${formatCount(kept_open, 'finding')}${more}`;
}

/** The title over what a report did not look at: whether it closed nothing at all, in a part, or only there. */
export function gapTitle(parts: readonly UploadPart[]): string | null {
  const blind = parts.filter((part) => part.gaps.some((gap) => gap.scope === 'everything'));
  if (parts.length > 0 && blind.length === parts.length) return 'Not a whole scan: it closed nothing';
  if (blind.length > 0) return `Not a whole scan: ${formatList(blind.map(partName))} closed nothing`;
  const some = parts.some((part) => part.gaps.length > 0);
  return some ? 'It did not look everywhere: there it closed nothing, elsewhere as usual' : null;
}

export const partName = ({ scanner, label }: UploadPart): string => (label === '' ? scanner : `${scanner} ${label}`);
