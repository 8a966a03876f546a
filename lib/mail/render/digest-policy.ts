import type { Digest, DigestDecisions, DigestLinks, DigestList } from '#lib/domain/digest/digest.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import type { Block } from './content.ts';
import { safeLine } from './safe-line.ts';

type ListBlock = Extract<Block, { kind: 'list' }>;

const SHOWN = 5;
const line = (text: string): string => safeLine(text, 160);

/** "In 5 of 7 repositories."; nothing where all are shown. */
function placesOf({ total }: DigestList<unknown>, shown: number): string[] {
  return shown < total ? [`In ${formatNumber(total)} repositories; these ${shown} are first.`] : [];
}

function decisionList(
  list: DigestList<DigestDecisions>,
  { title, note, factsOf }: { title: string; note: string; factsOf: (one: DigestDecisions) => string[] },
  { publicUrl }: DigestLinks,
): ListBlock[] {
  const items = list.items.slice(0, SHOWN).map((one) => ({
    title: { text: line(one.repository), href: publicUrl + one.path },
    facts: factsOf(one),
  }));
  if (items.length === 0) return [];
  return [{ kind: 'list', title, look: 'brief', items, note: [note, ...placesOf(list, items.length)].join(' ') }];
}

/** Decisions that somebody has to make, or make again. */
export function exceptionLists({ exceptions }: Digest, links: DigestLinks): ListBlock[] {
  const { waiting, waitingCount, ending, endingCount } = exceptions;
  return [
    ...decisionList(
      waiting,
      {
        title: `Exceptions that wait for approval: ${formatNumber(waitingCount)}`,
        note: 'Until somebody decides, their findings count.',
        factsOf: ({ count, day }) => [formatCount(count, 'request'), count === 1 ? `of ${day}` : `the first of ${day}`],
      },
      links,
    ),
    ...decisionList(
      ending,
      {
        title: `Exceptions that end within 14 days: ${formatNumber(endingCount)}`,
        note: 'What is still there then counts again.',
        factsOf: ({ count, day }) => [
          formatCount(count, 'exception'),
          count === 1 ? `ends on ${day}` : `the first ends on ${day}`,
        ],
      },
      links,
    ),
  ];
}

const failedOf = (failed: number, judged: number): string =>
  `${formatNumber(failed)} of ${formatCount(judged, 'report')} failed`;

/** What the policy stopped. */
export function gateList({ gates }: Digest, { publicUrl }: DigestLinks): ListBlock[] {
  const items = gates.items.slice(0, SHOWN).map(({ repository, judged, failed, path }) => ({
    title: { text: line(repository), href: publicUrl + path },
    facts: [failedOf(failed, judged)],
  }));
  if (items.length === 0) return [];
  const { rule } = gates;
  const most = rule === null ? [] : [`Most by the rule ${line(rule.id)}: ${formatCount(rule.failed, 'report')}.`];
  const note = [...most, ...placesOf(gates, items.length)].join(' ');
  return [{ kind: 'list', title: `Gates: ${failedOf(gates.failed, gates.judged)}`, look: 'brief', items, note }];
}
