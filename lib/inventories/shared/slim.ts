import { asRecord, asString } from '#lib/scanners/shared/text.ts';
import { isCondition, isLabelList, isValueName } from './value-name.ts';

/** Addresses of the API that nobody needs: most of the bytes of a person or a repository. */
const ADDRESS = /_url$|^(?:gravatar_id|_links|node_id)$/;
const DEPTH = 40;
const SHOWN = 20;
const LABELS = 100;

/** `{Key, Value}`: what people wrote onto a thing, for everyone to see. */
function labelOf(value: unknown): unknown {
  const { Key, Value } = asRecord(value);
  return { Key: asString(Key)?.slice(0, 200) ?? null, Value: asString(Value)?.slice(0, 300) ?? null };
}

/** Rows without what is not needed, and without any member that may hold a secret: these are counted. */
export class Slimmer {
  readonly stripped: { count: number; positions: string[] } = { count: 0, positions: [] };

  slim(value: unknown, position: string, depth = 0): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEPTH) return null;
    if (Array.isArray(value)) return value.map((each, index) => this.slim(each, `${position}[${index}]`, depth + 1));
    // Made of entries, where `__proto__` is a member like any other: objects without a prototype take twice the memory.
    const kept: [string, unknown][] = [];
    for (const [key, each] of Object.entries(value)) {
      if (isLabelList(key) && Array.isArray(each)) kept.push([key, each.slice(0, LABELS).map(labelOf)]);
      else if (isCondition(key)) kept.push([key, asString(asRecord(each).value) ?? asString(each)]);
      else if (isValueName(key)) this.#note(each, `${position}.${key}`);
      else if (!ADDRESS.test(key)) kept.push([key, this.slim(each, `${position}.${key}`, depth + 1)]);
    }
    return Object.fromEntries(kept);
  }

  #note(value: unknown, position: string): void {
    if (value === null || value === undefined) return;
    this.stripped.count += 1;
    if (this.stripped.positions.length < SHOWN) this.stripped.positions.push(position);
  }
}
