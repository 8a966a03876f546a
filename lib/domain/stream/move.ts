/** A finding that is present in the stream. Keys are compared as text (hex). */
export interface PresentFinding {
  number: number;
  key: string;
  contentHash: string;
  move: string | null;
  path: string | null;
  /** Of the primary location; orders equal move keys of one file. Without it the number does. */
  line: number | null;
}

/** A finding of the new report, without its record. */
export interface IncomingFinding {
  /** Its place among the report's findings: where its record is found. */
  index: number;
  key: string;
  /** Keys that it had under earlier names of its rule. */
  formerKeys?: readonly string[];
  contentHash: string;
  move: string | null;
  path: string | null;
  line: number | null;
  scanner: string;
  ruleId: string;
  /** The scanner itself does not count it. */
  suppressed: boolean;
}

export interface MovedFinding {
  number: number;
  incoming: IncomingFinding;
  from: string | null;
  to: string | null;
}

/** A content that is in more new files than this says nothing about where a file went; the bound keeps time linear. */
const MAX_CANDIDATES = 8;

type Placed = { move: string | null; path: string | null };
/** move key → path → findings, each list in line order. */
type Groups<T> = Map<string, Map<string, T[]>>;

function groupByMove<T extends Placed>(findings: readonly T[], order: (a: T, b: T) => number): Groups<T> {
  const groups: Groups<T> = new Map();
  for (const finding of findings) {
    if (finding.move === null || finding.path === null) continue;
    const files = groups.get(finding.move) ?? new Map<string, T[]>();
    groups.set(finding.move, files);
    const list = files.get(finding.path);
    if (list === undefined) files.set(finding.path, [finding]);
    else list.push(finding);
  }
  for (const files of groups.values()) for (const list of files.values()) if (list.length > 1) list.sort(order);
  return groups;
}

/** For each file that lost something: the move keys that were gained somewhere. */
function reappearing(lost: Groups<PresentFinding>, gained: Groups<IncomingFinding>): Map<string, string[]> {
  const byFile = new Map<string, string[]>();
  for (const [move, files] of lost) {
    if (!gained.has(move)) continue;
    for (const path of files.keys()) {
      const moves = byFile.get(path);
      if (moves === undefined) byFile.set(path, [move]);
      else moves.push(move);
    }
  }
  return byFile;
}

/** The only file that gained all of `from`'s lost findings, each as often as it was lost; else null. */
function destination(
  from: string,
  moves: readonly string[],
  lost: Groups<PresentFinding>,
  gained: Groups<IncomingFinding>,
): string | null {
  const filesOf = (move: string): Map<string, IncomingFinding[]> => gained.get(move) ?? new Map();
  const rarest = moves.reduce((best, move) => (filesOf(move).size < filesOf(best).size ? move : best), moves[0] ?? '');
  const candidates = [...filesOf(rarest).keys()];
  if (candidates.length > MAX_CANDIDATES) return null;
  const whole = candidates.filter(
    (to) => to !== from && moves.every((move) => filesOf(move).get(to)?.length === lost.get(move)?.get(from)?.length),
  );
  return whole.length === 1 ? (whole[0] ?? null) : null;
}

/** Files whose findings moved together: from → to, where no other file claims the same destination. */
function movedFiles(lost: Groups<PresentFinding>, gained: Groups<IncomingFinding>): Map<string, string> {
  const claims = new Map<string, string>();
  const claimed = new Map<string, number>();
  const byFile = reappearing(lost, gained);
  for (const [from, moves] of byFile) {
    const to = destination(from, moves, lost, gained);
    if (to === null) continue;
    claims.set(from, to);
    claimed.set(to, (claimed.get(to) ?? 0) + 1);
  }
  for (const [from, to] of claims) if ((claimed.get(to) ?? 0) > 1) claims.delete(from);
  return claims;
}

const lineOrder =
  <T extends { line: number | null }>(tie: (finding: T) => number) =>
  (a: T, b: T): number =>
    (a.line ?? 0) - (b.line ?? 0) || tie(a) - tie(b);

function moveOf(was: PresentFinding, incoming: IncomingFinding): MovedFinding {
  return { number: was.number, incoming, from: was.path, to: incoming.path };
}

/**
 * Findings lost in one file and gained in another are the same findings where that is unambiguous: the file's
 * findings moved together, or there is one loss and one gain of the same content. Everything else stays lost and gained.
 */
export function pairMoves(lost: readonly PresentFinding[], gained: readonly IncomingFinding[]): MovedFinding[] {
  const losses = groupByMove<PresentFinding>(
    lost,
    lineOrder((finding) => finding.number),
  );
  const gains = groupByMove<IncomingFinding>(
    gained,
    lineOrder((finding) => finding.index),
  );
  const files = movedFiles(losses, gains);
  const result: MovedFinding[] = [];
  for (const [move, byPath] of losses) {
    const targets = gains.get(move);
    if (targets === undefined) continue;
    for (const [from, findings] of [...byPath]) {
      const to = files.get(from);
      const partners = to === undefined ? undefined : targets.get(to);
      if (to === undefined || partners?.length !== findings.length) continue;
      findings.forEach((finding, index) => {
        const partner = partners[index];
        if (partner !== undefined) result.push(moveOf(finding, partner));
      });
      byPath.delete(from);
      targets.delete(to);
    }
    const [was, ...otherLosses] = [...byPath.values()].flat();
    const [now, ...otherGains] = [...targets.values()].flat();
    if (was === undefined || now === undefined || otherLosses.length > 0 || otherGains.length > 0) continue;
    if (was.path !== now.path) result.push(moveOf(was, now));
  }
  return result;
}
