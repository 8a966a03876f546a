import type { Digest, DigestLinks } from '#lib/domain/digest/digest.ts';
import { formatCapital, formatCount, formatScore, formatSigned } from '#lib/format.ts';
import type { Inline, Title } from './content.ts';
import { localMinute } from './local-minute.ts';
import { safeLine } from './safe-line.ts';

const NAME_IN_SUBJECT = 60;

const EVEN = '±0';

/** `−4`, and `−0.3` where whole points would say that nothing happened. */
function shortChange(points: number): string {
  if (!/[1-9]/.test(points.toFixed(1))) return EVEN;
  return formatSigned(points, Math.abs(points) < 0.95 ? 1 : 0);
}

function scoreWords({ now, change }: Digest['score']): string {
  if (now === null) return 'posture not known yet';
  return `posture ${formatScore(now)}${change === null ? '' : ` (${shortChange(change)})`}`;
}

/** What needs somebody, the most pressing first. What is not known is not mentioned. */
function pressing({ counts, dueNext, held, silent }: Digest): string[] {
  const { overdue, exploited, sample } = counts;
  return [
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(exploited !== null && exploited > 0 ? [`${exploited} exploited${sample ? ' (sample)' : ''}`] : []),
    ...(dueNext.total > 0 ? [`${dueNext.total} due next week`] : []),
    ...(held.total > 0 ? [`${formatCount(held.total, 'report')} on hold`] : []),
    ...(silent.total > 0 ? [`${formatCount(silent.total, 'scanner')} silent`] : []),
  ];
}

/** `Posture 68 (−4): 2 overdue, 1 exploited`; of a team, its name comes first. */
export function digestSubject(digest: Digest): string {
  const { scope, score } = digest;
  const most = pressing(digest).slice(0, 2);
  const result = `${scoreWords(score)}: ${most.length > 0 ? most.join(', ') : 'nothing overdue'}`;
  return scope.kind === 'team' ? `${safeLine(scope.name, NAME_IN_SUBJECT)}: ${result}` : formatCapital(result);
}

/** `Payments at Acme, week 2026-W48 (2026-11-23 to 2026-11-29)`. */
export function aboutDigest({ scope, organization, week, period }: Digest): string {
  const name = safeLine(organization);
  const whom = scope.kind === 'team' ? `${safeLine(scope.name)} at ${name}` : name;
  const part = scope.kind === 'organization' && !scope.whole ? ', the repositories that you see' : '';
  return `${whom}${part} · ${week}, ${period.from} to ${period.to}`;
}

export function digestTitle({ score, period }: Digest): Title {
  const { now, before, change } = score;
  if (now === null) return 'Your posture is not known yet';
  return {
    before: 'Posture',
    figure: formatScore(now),
    after: 'of 100',
    change: changeWords(before, change, period.from),
  };
}

function changeWords(before: number | null, change: number | null, since: string): Inline {
  if (before === null || change === null) return `What it was on ${since} is not known`;
  const amount = Math.abs(change).toFixed(1);
  if (!/[1-9]/.test(amount)) return `As on ${since}`;
  const better = change > 0;
  const points = amount === '1.0' ? 'point' : 'points';
  return {
    text: `${amount} ${points} ${better ? 'up' : 'down'} since ${since}, when it was ${formatScore(before)}`,
    tone: better ? 'better' : 'worse',
  };
}

/** `Open: 3 critical, 12 high, 2 of unknown severity.` */
export function openWords({ open }: Digest): string {
  const named = [
    [open.critical, 'critical'],
    [open.high, 'high'],
    [open.medium, 'medium'],
    [open.unknown, 'of unknown severity'],
    [open.low, 'low'],
    [open.info, 'info'],
  ] as const;
  const there = named.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString('en-US')} ${word}`);
  return there.length === 0 ? 'No open finding is known.' : `Open findings: ${there.join(', ')}.`;
}

/** Says how much of what there is the figures are about: what is not measured is not known, and is never called clean. */
export function measuredWords({ repositories: { total, measured } }: Digest): string {
  const rest = total - measured;
  if (total === 0) return 'There is no repository yet.';
  if (rest === 0) return total === 1 ? 'The one repository is measured.' : `All ${total} repositories are measured.`;
  const of = `${measured} of ${formatCount(total, 'repository', 'repositories')}`;
  return `${of} ${measured === 1 ? 'is' : 'are'} measured. What is in the other ${rest === 1 ? 'one' : rest} is not known.`;
}

/** Where the whole of it is on screen. */
export function screenHref({ scope }: Digest, { publicUrl }: DigestLinks): string {
  return scope.kind === 'team' ? `${publicUrl}/?scope=team:${encodeURIComponent(scope.slug)}` : `${publicUrl}/`;
}

/** When the figures were true, what is not known, and how to get fewer mails. */
export function footerOf(digest: Digest, links: DigestLinks): readonly (readonly Inline[])[] {
  const { organization, recipient, notKnown } = digest;
  const asOf = localMinute(new Date(digest.asOf), recipient.timeZone);
  return [
    ...notKnown.map((sentence) => [safeLine(sentence)]),
    [
      `Figures of ${asOf} (${safeLine(recipient.timeZone)}). Links open ${safeLine(organization)}’s Plumbline and ask you to sign in.`,
    ],
    [{ text: 'Choose what comes and when', href: links.preferences }],
    [{ text: 'Stop these mails', href: links.unsubscribe }],
  ];
}
