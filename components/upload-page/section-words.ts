import type { UploadDetail } from '#lib/contracts/upload.ts';
import { formatCount } from '#lib/format.ts';

type Inventory = NonNullable<UploadDetail['parts'][number]['inventory']>;
export type Section = Inventory['sections'][number];

/** Whether a section was read; what was not is unknown, which is neither empty nor right. */
export function sectionWords({ status, skipped, reason }: Section): string {
  switch (status) {
    case 'ok':
      return skipped === 0 ? 'Whole' : `${formatCount(skipped, 'row')} could not be read`;
    case 'failed':
      return reason === null ? 'Unknown: it failed' : `Unknown: ${reason}`;
    case 'absent':
      return 'Unknown: not delivered';
  }
}

/** What became of the rules, in one sentence; unknown stands before what passed. */
export function rulesWords({ fail, unknown, pass, not_applicable }: Inventory['rules']): string {
  const parts = [
    `${fail} failed`,
    unknown === 0 ? null : `${unknown} could not be judged whole`,
    `${pass} passed`,
    not_applicable === 0 ? null : `${not_applicable} had nothing to judge`,
  ].filter((text) => text !== null);
  const last = parts.pop();
  return `Of ${formatCount(fail + unknown + pass + not_applicable, 'rule')} ${parts.join(', ')} and ${last}.`;
}

/** That values were delivered where none should be; null where none were. */
export function strippedWords({ stripped: { count, positions } }: Inventory): string | null {
  if (count === 0) return null;
  const [first] = positions;
  const where = first === undefined ? '' : `, the first at ${first}`;
  return `${formatCount(count, 'value')} that may be secret came with it${where}. Nothing of them was kept; change what collects, so that they are not sent.`;
}
