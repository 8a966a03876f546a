/** What lists and sums of thousands of repositories need of each score, without its detail. */
export interface ScoreParts {
  /** Points by WATERFALL_KINDS, never positive. */
  waterfall: number[];
  /** Weight, confidence, health and points lost of each SCORE_CATEGORIES, one after another. */
  categories: number[];
  /**
   * Points that measuring each of SCORE_CATEGORIES anew brings, negative where it is to be refreshed. Null: nothing was ever
   * measured, or they are not kept yet and follow from `categories`.
   */
  coverageGains: number[] | null;
}

const FLOAT = 4;
/** In place of a length: there is no list. */
const NONE = 255;

/**
 * As a column of bytes: the lengths of the three lists, a byte each, then their numbers as big-endian floats. As arrays,
 * whose numbers PostgreSQL writes as text one by one, a screen of 2,000 repositories waited longer for them than for all else.
 */
export function packScoreParts({ waterfall, categories, coverageGains }: ScoreParts): Buffer {
  const lists = [waterfall, categories, coverageGains];
  const bytes = Buffer.alloc(lists.length + lists.reduce((sum, list) => sum + (list?.length ?? 0) * FLOAT, 0));
  let at = 0;
  for (const list of lists) at = bytes.writeUInt8(list?.length ?? NONE, at);
  for (const number of lists.flatMap((list) => list ?? [])) at = bytes.writeFloatBE(number, at);
  return bytes;
}

/** The lists of a column that `packScoreParts` wrote. @throws RangeError for bytes that end before their lists do */
export function unpackScoreParts(bytes: Buffer): ScoreParts {
  const lengths = [bytes.readUInt8(0), bytes.readUInt8(1), bytes.readUInt8(2)] as const;
  let at = lengths.length;
  const next = (length: number): number[] => {
    const list = new Array<number>(length);
    for (let index = 0; index < length; index += 1, at += FLOAT) list[index] = bytes.readFloatBE(at);
    return list;
  };
  const [waterfall, categories, gains] = lengths;
  return {
    waterfall: next(waterfall),
    categories: next(categories),
    coverageGains: gains === NONE ? null : next(gains),
  };
}
