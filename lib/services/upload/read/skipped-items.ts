import type { ItemGap } from '#lib/domain/stream/gap.ts';
import type { SkippedItem } from '#lib/scanners/contract.ts';
import { clean } from './clean.ts';
import { SKIPPED_SHOWN } from './protocol.ts';

/** Kinds of items that are told apart in each part; beyond them, an item may stand for anything. */
const MAX_KINDS = 500;

/** Items that could not be read: all of them counted, the first ones shown, and what they may stand for. */
export class SkippedItems {
  count = 0;
  readonly shown: SkippedItem[] = [];
  readonly #gaps: Map<string, ItemGap>[] = [];

  add({ position, reason, standsFor = {} }: SkippedItem, part: number): void {
    this.count += 1;
    const item = { position: clean(position, 500), reason: clean(reason, 1000) };
    if (this.shown.length < SKIPPED_SHOWN) this.shown.push(item);
    if (standsFor === null) return;
    this.#gaps[part] ??= new Map();
    const gaps = this.#gaps[part];
    const traits = gaps.size < MAX_KINDS ? standsFor : {};
    const kind = JSON.stringify(Object.entries(traits).sort());
    const known = gaps.get(kind);
    if (known === undefined) gaps.set(kind, { scope: 'item', ...item, items: 1, standsFor: traits });
    else known.items += 1;
  }

  /** What each part of the report could not read. */
  gaps(): ItemGap[][] {
    return Array.from(this.#gaps, (gaps) => [...(gaps ?? new Map()).values()]);
  }
}
