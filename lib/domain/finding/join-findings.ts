import type { Category, Decision, FindingState } from './finding.ts';
import { advisoryKeyword, MAX_KEYWORDS } from './keywords.ts';

/** What joining decides about of one finding. `key`: hex; severities and confidence are the table's numbers. */
export interface JoinMember {
  number: number;
  key: string;
  category: Category;
  state: FindingState;
  severity: number;
  severitySet: number | null;
  decided: Decision | null;
  /** The number of what is known about its exploitation. */
  exploit: number;
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
  /** Of the one that the columns are taken from, as its action is. */
  fixedVersions: string[] | null;
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
const STRONGEST = ['open', 'suppressed', 'fixed', 'branch'] as const satisfies readonly FindingState[];

/** What reports alone say of it. */
function reportedState(state: FindingState): (typeof STRONGEST)[number] {
  return state === 'accepted' || state === 'false_positive' ? 'open' : state;
}

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
  const state = STRONGEST.find((one) => byNumber.some((member) => reportedState(member.state) === one)) ?? 'branch';
  const leading = byNumber.filter((member) => reportedState(member.state) === state);
  const decided = byNumber.find((member) => member.decided !== null)?.decided ?? null;
  const [oldest] = byNumber;
  const [lead = oldest] = leading;
  if (oldest === undefined || lead === undefined) throw new Error('nothing to join');
  const fixed = leading.flatMap((member) => member.fixedAt ?? []);
  return {
    ...lead,
    ...as,
    keywords: keywordsOfAll(byNumber, as.advisory),
    number: oldest.number,
    state: state === 'open' && decided !== null ? decided : state,
    decided,
    exploit: Math.max(...byNumber.map((member) => member.exploit)),
    severity: Math.max(...leading.map((member) => member.severity)),
    severitySet: byNumber.find((member) => member.severitySet !== null)?.severitySet ?? null,
    firstSeenAt: earliest(byNumber.map((member) => member.firstSeenAt)),
    firstUpload: Math.min(...byNumber.map((member) => member.firstUpload)),
    openedAt: earliest(leading.map((member) => member.openedAt)),
    fixedAt: state === 'fixed' && fixed.length > 0 ? latest(fixed) : null,
    reopened: Math.max(...byNumber.map((member) => member.reopened)),
  };
}
