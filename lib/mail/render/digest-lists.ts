import type { Digest, DigestAction, DigestLinks, DigestList, DigestNote } from '#lib/domain/digest/digest.ts';
import { formatCount, formatEffort, formatList, formatSigned } from '#lib/format.ts';
import type { Block, Inline, Item, ListLook } from './content.ts';
import { safeLine } from './safe-line.ts';

type ListBlock = Extract<Block, { kind: 'list' }>;

/** Rows of one list, and characters of a name in it: a mail of more than 100 kB is cut by some clients. */
const SHOWN = 5;
const MAX_TEXT = 160;

/** Names of repositories and the like, composed sentences. */
const line = (text: string): string => safeLine(text, MAX_TEXT);

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
  owners.length === 0 ? [] : [line(formatList(owners.map((name) => safeLine(name, 60))))];

function fullItem(action: DigestAction, whole: string, links: DigestLinks): Item {
  return {
    title: { text: line(action.text), href: links.publicUrl + action.path },
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
    title: { text: line(action.text), href: links.publicUrl + action.path },
    where: placeOf(action),
    facts: [...dueWords(action), ...ownersOf(action.owners)],
  };
}

function noteItem({ text, repository, path }: DigestNote, links: DigestLinks): Item {
  return {
    title: { text: line(text), href: links.publicUrl + path },
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
        facts: [`report of ${line(scanner)}`, `waits since ${since}`],
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
        facts: [line(pipeline), `${line(scanner)} ${line(text)}`],
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

/** Blocks of features that are filled when they have something to tell. */
export function noteLists({ privileges, pipelines }: Digest, links: DigestLinks): ListBlock[] {
  const item = (one: DigestNote) => noteItem(one, links);
  // Both share what a mail has room for.
  const most = pipelines.items.length === 0 ? SHOWN : SHOWN - 1;
  const first = { ...privileges, items: privileges.items.slice(0, most) };
  const rest = SHOWN - first.items.length;
  return [
    ...listOf(first, item, { title: 'Gained admin this week' }),
    ...listOf({ ...pipelines, items: pipelines.items.slice(0, rest) }, item, {
      title: 'Pipelines that changed this week',
    }),
  ];
}

/** Why the score is another one than a week ago. */
export function reasonList({ score }: Digest, { publicUrl }: DigestLinks): ListBlock[] {
  const items = score.reasons.map(
    ({ points, text, repository, path }): Item => ({
      title: { text: line(text), href: publicUrl + path },
      facts: [
        points === null
          ? 'points not known'
          : { text: `${formatSigned(points)} points`, tone: points < 0 ? 'worse' : 'better' },
        ...(repository === null ? [] : [line(repository)]),
      ],
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
