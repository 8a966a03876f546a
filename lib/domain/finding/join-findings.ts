import type { Category, FindingState } from './finding.ts';
import { advisoryKeyword, MAX_KEYWORDS } from './keywords.ts';

/** What joining decides about of one finding. `key`: hex; severities and confidence are the table's numbers. */
export interface JoinMember {
  number: number;
  key: string;
  category: Category;
  state: FindingState;
  severity: number;
  severitySet: number | null;
  confidence: number;
  scanner: string;
  ruleId: string;
  title: string;
  path: string | null;
  line: number | null;
  packageName: string | null;
  packageVersion: string | null;
  packageKey: string | null;
  advisory: string | null;
  image: string | null;
  keywords: string[] | null;
  cwes: number[];
  actionNumber: number;
  firstSeenAt: Date;
  firstUpload: number;
  openedAt: Date;
  fixedAt: Date | null;
  reopened: number;
}

/** The state that says most first: what one of them is, the problem is. */
const STRONGEST: readonly FindingState[] = ['open', 'suppressed', 'fixed', 'branch'];

const earliest = (dates: readonly Date[]): Date => dates.reduce((first, date) => (date < first ? date : first));
const latest = (dates: readonly Date[]): Date => dates.reduce((last, date) => (date > last ? date : last));

/** What any of them is found by, their former names among it. */
function keywordsOfAll(members: readonly JoinMember[], advisory: string): string[] | null {
  const names = members.flatMap((member) => member.advisory ?? []).filter((name) => name !== advisory);
  const words = new Set([...names.map(advisoryKeyword), ...members.flatMap((one) => one.keywords ?? [])]);
  return words.size === 0 ? null : [...words].sort().slice(0, MAX_KEYWORDS);
}

/**
 * Several findings that turned out to be one problem, as one. The oldest number stays; state, columns and clock are of
 * those that say most of it now, and what a person decided holds for all.
 * @param members of one repository, at least one
 */
export function joinFindings(
  members: readonly JoinMember[],
  as: Pick<JoinMember, 'key'> & { advisory: string; packageKey?: string },
): JoinMember {
  const byNumber = [...members].sort((a, b) => a.number - b.number);
  const state = STRONGEST.find((one) => byNumber.some((member) => member.state === one)) ?? 'branch';
  const leading = byNumber.filter((member) => member.state === state);
  const [oldest] = byNumber;
  const [lead = oldest] = leading;
  if (oldest === undefined || lead === undefined) throw new Error('nothing to join');
  const fixed = leading.flatMap((member) => member.fixedAt ?? []);
  return {
    ...lead,
    ...as,
    keywords: keywordsOfAll(byNumber, as.advisory),
    number: oldest.number,
    state,
    severity: Math.max(...leading.map((member) => member.severity)),
    severitySet: byNumber.find((member) => member.severitySet !== null)?.severitySet ?? null,
    firstSeenAt: earliest(byNumber.map((member) => member.firstSeenAt)),
    firstUpload: Math.min(...byNumber.map((member) => member.firstUpload)),
    openedAt: earliest(leading.map((member) => member.openedAt)),
    fixedAt: state === 'fixed' && fixed.length > 0 ? latest(fixed) : null,
    reopened: Math.max(...byNumber.map((member) => member.reopened)),
  };
}
