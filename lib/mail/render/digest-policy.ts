import type {
  Digest,
  DigestDecisions,
  DigestLinks,
  DigestList,
  DigestOpenDecisions,
} from '#lib/domain/digest/digest.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import type { Block } from './content.ts';
import { safeLine } from './safe-line.ts';

type ListBlock = Extract<Block, { kind: 'list' }>;

const SHOWN = 5;
/** Of each of the lists of decisions, which are up to four: mail programs cut what is longer than 100 kB. */
const DECISIONS_SHOWN = 3;
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
  const items = list.items.slice(0, DECISIONS_SHOWN).map((one) => ({
    title: { text: line(one.repository), href: publicUrl + one.path },
    facts: factsOf(one),
  }));
  if (items.length === 0) return [];
  return [{ kind: 'list', title, look: 'brief', items, note: [note, ...placesOf(list, items.length)].join(' ') }];
}

/** Of a kind of decision: what it is called, and what follows where nobody decides. */
interface DecisionWords {
  one: string;
  title: string;
  waits: string;
  ends: string;
}

const EXCEPTIONS: DecisionWords = {
  one: 'exception',
  title: 'Exceptions',
  waits: 'Until somebody decides, their findings count.',
  ends: 'What is still there then counts again.',
};
const EXEMPTIONS: DecisionWords = {
  one: 'exemption',
  title: 'Exemptions',
  waits: 'Until somebody decides, the categories count as not measured.',
  ends: 'The categories are expected again then.',
};

/** Decisions that somebody has to make, or make again. */
export function decisionLists({ exceptions, exemptions }: Digest, links: DigestLinks): ListBlock[] {
  return [...listsOf(exceptions, EXCEPTIONS, links), ...listsOf(exemptions, EXEMPTIONS, links)];
}

function listsOf(open: DigestOpenDecisions, words: DecisionWords, links: DigestLinks): ListBlock[] {
  const { waiting, waitingCount, ending, endingCount } = open;
  return [
    ...decisionList(
      waiting,
      {
        title: `${words.title} that wait for approval: ${formatNumber(waitingCount)}`,
        note: words.waits,
        factsOf: ({ count, day }) => [formatCount(count, 'request'), count === 1 ? `of ${day}` : `the first of ${day}`],
      },
      links,
    ),
    ...decisionList(
      ending,
      {
        title: `${words.title} that end within 14 days: ${formatNumber(endingCount)}`,
        note: words.ends,
        factsOf: ({ count, day }) => [
          formatCount(count, words.one),
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
