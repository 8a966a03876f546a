import type { Digest, DigestAction, DigestLinks, DigestList, DigestNote } from '#lib/domain/digest/digest.ts';
import { formatCount, formatEffort, formatList, formatSigned } from '#lib/format.ts';
import type { Block, Inline, Item, ListLook } from './content.ts';
import { safeLine } from './safe-line.ts';

type ListBlock = Extract<Block, { kind: 'list' }>;

/** Rows of one list, and of all lists of who may do what: a mail of more than 100 kB is cut by some clients. */
const SHOWN = 5;
const NOTES = 10;

/** Names of repositories, of which the end tells them apart. */
const line = (text: string): string => safeLine(text, 160);
/** Sentences, and names of all else. */
const said = (text: string): string => safeLine(text, 120);

/** "5 of 23"; the number alone where all are shown. */
function ofAll(shown: number, total: number): string {
  const all = total.toLocaleString('en-US');
  return shown < total ? `${shown} of ${all}` : all;
}

interface Heading {
  title: string;
  note?: string;
  look?: ListLook;
}

/** Nothing where the list is empty: no heading without what it announces. */
function listOf<T>(
  list: DigestList<T>,
  itemOf: (one: T) => Item,
  { title, look = 'brief', ...heading }: Heading,
): ListBlock[] {
  const items = list.items.slice(0, SHOWN).map(itemOf);
  if (items.length === 0) return [];
  return [{ kind: 'list', title: `${title}: ${ofAll(items.length, list.total)}`, ...heading, look, items }];
}

const pointsOf = (points: number): string => (points < 0.05 ? 'less than 0.1' : formatSigned(points));

/** Points always name the score that they are gained in. */
function gainWords({ points, repositories }: DigestAction, whole: string): string {
  if (points.repository === null || repositories > 1) return `${pointsOf(points.organization)} points ${whole}`;
  return `${pointsOf(points.repository)} points for the repository, ${pointsOf(points.organization)} ${whole}`;
}

function dueWords({ due, overdue }: DigestAction): Inline[] {
  if (due === null) return [];
  return [overdue ? { text: `overdue since ${due}`, tone: 'worse' } : `due ${due}`];
}

function placeOf({ repository, repositories }: DigestAction): string {
  return repositories > 1 ? `${line(repository)} and ${repositories - 1} more` : line(repository);
}

const ownersOf = (owners: readonly string[]): string[] =>
  owners.length === 0 ? [] : [said(formatList(owners.map((name) => safeLine(name, 60))))];

function fullItem(action: DigestAction, whole: string, links: DigestLinks): Item {
  return {
    title: { text: said(action.text), href: links.publicUrl + action.path },
    where: [placeOf(action), ...ownersOf(action.owners)].join(' · '),
    facts: [
      ...(action.actNow ? [{ text: 'act now', tone: 'worse' as const }] : []),
      ...(action.severity === null ? [] : [action.severity === 'unknown' ? 'severity unknown' : action.severity]),
      ...dueWords(action),
      `about ${formatEffort(action.effortHours)}`,
      gainWords(action, whole),
    ],
  };
}

function shortItem(action: DigestAction, links: DigestLinks): Item {
  return {
    title: { text: said(action.text), href: links.publicUrl + action.path },
    where: placeOf(action),
    facts: [...dueWords(action), ...ownersOf(action.owners)],
  };
}

function noteItem({ text, repository, path }: DigestNote, links: DigestLinks): Item {
  return {
    title: { text: said(text), href: links.publicUrl + path },
    ...(repository === null ? {} : { where: line(repository) }),
    facts: [],
  };
}

/** What to do first: the reason why somebody opens the mail. */
export function nextList({ actions, scope }: Digest, links: DigestLinks): ListBlock[] {
  const whole = scope.kind === 'team' ? 'for the team' : 'overall';
  return listOf(actions, (one) => fullItem(one, whole, links), { title: 'Do next', look: 'numbered' });
}

/** What pressed before and will press. */
export function dueLists({ newlyOverdue, dueNext }: Digest, links: DigestLinks): ListBlock[] {
  const item = (one: DigestAction) => shortItem(one, links);
  return [
    ...listOf(newlyOverdue, item, { title: 'Became overdue this week' }),
    ...listOf(dueNext, item, { title: 'Due in the next seven days' }),
  ];
}

/** What is no longer looked at, or waits for somebody. */
export function watchLists({ held, silent, coverageLost }: Digest, { publicUrl }: DigestLinks): ListBlock[] {
  return [
    ...listOf(
      held,
      ({ repository, scanner, since, path }) => ({
        title: { text: line(repository), href: publicUrl + path },
        facts: [`report of ${said(scanner)}`, `waits since ${since}`],
      }),
      {
        title: 'Reports on hold',
        note: 'Each would close most of what is open, so it waits until a person has looked.',
      },
    ),
    ...listOf(
      silent,
      ({ repository, pipeline, scanner, text, path }) => ({
        title: { text: line(repository), href: publicUrl + path },
        facts: [said(pipeline), `${said(scanner)} ${said(text)}`],
      }),
      { title: 'Gone quiet', note: 'What they saw last grows old.' },
    ),
    ...listOf(
      coverageLost,
      ({ repository, points, path }) => ({
        title: { text: line(repository), href: publicUrl + path },
        facts: [`${points.toFixed(1)} points that no report speaks for any more`],
      }),
      { title: 'Less is known than a week ago' },
    ),
  ];
}

/** Who may do what, and what pipelines give to others: what is new of it. */
export function noteLists({ privileges, ways, weaknesses, pipelines }: Digest, links: DigestLinks): ListBlock[] {
  const headings: readonly [DigestList<DigestNote>, Heading][] = [
    [privileges, { title: 'Gained admin this week' }],
    [ways, { title: 'New ways to production', note: 'Each is gone with nobody who looks at it.' }],
    [weaknesses, { title: 'New weaknesses of privileges' }],
    [pipelines, { title: 'Pipelines that changed this week' }],
  ];
  const rows = roomFor(headings.map(([{ items }]) => Math.min(items.length, SHOWN)));
  return headings.flatMap(([list, heading], at) =>
    listOf({ ...list, items: list.items.slice(0, rows[at]) }, (one) => noteItem(one, links), heading),
  );
}

/** They share what a mail has room for: the longest give rows away, so that each is named. */
function roomFor(wanted: readonly number[]): number[] {
  const rows = [...wanted];
  while (rows.reduce((sum, count) => sum + count, 0) > NOTES) {
    const most = Math.max(...rows);
    rows[rows.lastIndexOf(most)] = most - 1;
  }
  return rows;
}

/** Why the score is another one than a week ago. */
export function reasonList({ score }: Digest, { publicUrl }: DigestLinks): ListBlock[] {
  const items = score.reasons.map(
    ({ points, text, path }): Item => ({
      title: { text: said(text), href: publicUrl + path },
      facts: [{ text: `${formatSigned(points)} points`, tone: points < 0 ? 'worse' : 'better' }],
    }),
  );
  return items.length === 0 ? [] : [{ kind: 'list', title: 'What moved the score', look: 'brief', items }];
}

/** What was done, and whom to thank for it. */
export function fixedList({ fixed, fixedFindings }: Digest, { publicUrl }: DigestLinks): ListBlock[] {
  const items = fixed.items.slice(0, SHOWN).map(
    ({ repository, findings, teams, path }): Item => ({
      title: { text: line(repository), href: publicUrl + path },
      facts: [formatCount(findings, 'finding'), ...ownersOf(teams)],
    }),
  );
  if (items.length === 0) return [];
  const teams = [...new Set(fixed.items.flatMap((one) => one.teams))].map((name) => safeLine(name, 60));
  const thanks = teams.length === 0 ? 'Thank you.' : `Thank you, ${formatList(teams)}.`;
  const where = `In ${ofAll(items.length, fixed.total)} ${fixed.total === 1 ? 'repository' : 'repositories'}.`;
  const title = `Fixed this week: ${formatCount(fixedFindings, 'finding')}`;
  return [{ kind: 'list', title, note: line(`${where} ${thanks}`), look: 'brief', items }];
}
