import type { Digest, DigestLinks } from '#lib/domain/digest/digest.ts';
import { BY_SAMPLE } from '#lib/domain/feed/sample-words.ts';
import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { formatCount, formatEffort, formatSigned } from '#lib/format.ts';
import type { Block, Inline } from './content.ts';
import { dueLists, fixedList, nextList, noteLists, reasonList, watchLists } from './digest-lists.ts';
import { decisionLists, gateList } from './digest-policy.ts';
import {
  aboutDigest,
  digestSubject,
  digestTitle,
  footerOf,
  measuredWords,
  openWords,
  screenHref,
} from './digest-words.ts';
import { renderMail } from './render-mail.ts';

/** What presses, in a sentence. */
function stateWords({ counts: { overdue, exploited, sample }, actions, score, dueNext }: Digest): string {
  const isExploited = exploited !== null && exploited > 0;
  const by = sample ? ` (${BY_SAMPLE})` : '';
  const known = isExploited ? `${exploited} ${exploited === 1 ? 'is' : 'are'} known to be exploited${by}` : null;
  if (overdue > 0) {
    const late = `${formatCount(overdue, 'fix', 'fixes')} ${overdue === 1 ? 'is' : 'are'} overdue`;
    return `${late}${known === null ? '' : ` and ${known}`}.`;
  }
  if (known !== null) return `${known}.`;
  if (dueNext.total > 0)
    return `Nothing is overdue. ${formatCount(dueNext.total, 'fix', 'fixes')} ${dueNext.total === 1 ? 'is' : 'are'} due in the next seven days.`;
  if (actions.total === 0 && score.now === null) return 'No report has been read yet: connect a scanner first.';
  return 'Nothing is overdue.';
}

/** The one thing to do first. */
function firstStep({ actions, scope, recipient }: Digest): string | null {
  const [first] = actions.items;
  if (first === undefined || recipient.minimal) return null;
  const { organization: points } = first.points;
  const gain =
    points < 0.05
      ? ''
      : ` and brings ${formatSigned(points)} points ${scope.kind === 'team' ? 'for the team' : 'overall'}`;
  return `Start with number 1 below: it takes about ${formatEffort(first.effortHours)}${gain}.`;
}

function verdictOf(digest: Digest): Block {
  const { overdue, exploited } = digest.counts;
  const step = firstStep(digest);
  const text: Inline[] = [{ text: stateWords(digest), strong: true }, ...(step === null ? [] : [` ${step}`])];
  return { kind: 'verdict', tone: overdue > 0 || (exploited ?? 0) > 0 ? 'worse' : 'plain', text };
}

/** Counts alone, for those who want no name of a repository or rule in their mail. */
function countBlocks(digest: Digest): Block[] {
  const { counts, newlyOverdue, dueNext, held, silent, coverageLost, fixedFindings, actions, exceptions, gates } =
    digest;
  const { privileges, ways, weaknesses, exemptions } = digest;
  const counted = [
    `${formatCount(actions.total, 'fix', 'fixes')} to do`,
    `${counts.overdue} overdue, ${newlyOverdue.total} of them since this week`,
    `${dueNext.total} due in the next seven days`,
    `${formatCount(held.total, 'report')} on hold`,
    `${formatCount(silent.total, 'scanner')} gone quiet`,
    `${formatCount(coverageLost.total, 'repository', 'repositories')} of which less is known than a week ago`,
    `${formatCount(exceptions.waitingCount, 'exception')} waiting for approval, ${exceptions.endingCount} ending within 14 days`,
    `${formatCount(exemptions.waitingCount, 'exemption')} waiting for approval, ${exemptions.endingCount} ending within 14 days`,
    `${gates.failed} of ${formatCount(gates.judged, 'report')} failed the gate`,
    `${formatCount(privileges.total, 'change')} by which somebody became admin, ${formatCount(ways.total, 'new way')} to production, ${formatCount(weaknesses.total, 'new weakness', 'new weaknesses')} of privileges`,
    `${formatCount(fixedFindings, 'finding')} fixed this week`,
  ];
  const items = counted.map((title) => ({ title, facts: [] }));
  return [{ kind: 'list', title: 'In numbers', look: 'brief', items }];
}

function detailBlocks(digest: Digest, links: DigestLinks): Block[] {
  return [
    ...nextList(digest, links),
    ...dueLists(digest, links),
    ...watchLists(digest, links),
    ...decisionLists(digest, links),
    ...gateList(digest, links),
    ...noteLists(digest, links),
    ...reasonList(digest, links),
    ...fixedList(digest, links),
  ];
}

/** The weekly mail, about everything that its reader sees or about one team. */
export async function renderDigest(digest: Digest, links: DigestLinks): Promise<RenderedMail> {
  const verdict = verdictOf(digest);
  return renderMail({
    subject: digestSubject(digest),
    preview: stateWords(digest),
    about: [aboutDigest(digest)],
    title: digestTitle(digest),
    blocks: [
      verdict,
      ...(digest.recipient.minimal ? countBlocks(digest) : detailBlocks(digest, links)),
      { kind: 'paragraph', text: [`${openWords(digest)} ${measuredWords(digest)}`] },
      { kind: 'button', text: 'Open in Plumbline', href: screenHref(digest, links) },
    ],
    footer: footerOf(digest, links),
  });
}
