import type { IncomingFinding, MovedFinding, PresentFinding } from './move.ts';
import { pairMoves } from './move.ts';

export type { IncomingFinding, MovedFinding, PresentFinding };

export interface StreamDiff {
  appeared: IncomingFinding[];
  changed: { number: number; incoming: IncomingFinding }[];
  moved: MovedFinding[];
  vanished: number[];
  unchanged: number;
}

/** A stream's difference after findings were matched whose keys changed only with the report's format. */
export interface Difference extends StreamDiff {
  /** Findings that are in the report under other keys than before. */
  rekeyed: { number: number; incoming: IncomingFinding }[];
}

/**
 * What one report changes in its stream. Linear in time. A report that looked nowhere (`closes: false`) takes nothing
 * away, hence moves nothing; nor are findings `withheld` that lie where it did not look. A key that comes twice counts once.
 */
export function diffStream(
  present: readonly PresentFinding[],
  incoming: readonly IncomingFinding[],
  options: { closes: boolean; withheld?: ReadonlySet<number> },
): StreamDiff {
  const byKey = new Map<string, PresentFinding>();
  for (const finding of present) byKey.set(finding.key, finding);
  const seen = new Set<string>();
  const gained: IncomingFinding[] = [];
  const changed: StreamDiff['changed'] = [];
  let unchanged = 0;
  for (const item of incoming) {
    if (seen.has(item.key)) continue;
    seen.add(item.key);
    const known = byKey.get(item.key);
    if (known === undefined) gained.push(item);
    else if (known.contentHash === item.contentHash) unchanged += 1;
    else changed.push({ number: known.number, incoming: item });
  }
  if (!options.closes) return { appeared: gained, changed, moved: [], vanished: [], unchanged };
  const { withheld } = options;
  const lost = present.filter((finding) => !seen.has(finding.key) && !withheld?.has(finding.number));
  const moved = lost.length === 0 || gained.length === 0 ? [] : pairMoves(lost, gained);
  const movedNumbers = new Set(moved.map((move) => move.number));
  const movedKeys = new Set(moved.map((move) => move.incoming.key));
  return {
    appeared: moved.length === 0 ? gained : gained.filter((item) => !movedKeys.has(item.key)),
    changed,
    moved,
    vanished: lost.filter((finding) => !movedNumbers.has(finding.number)).map((finding) => finding.number),
    unchanged,
  };
}
