import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import type { WatchedMail, WatchedNews } from '#lib/domain/watch/watched-mail.ts';
import { formatCount } from '#lib/format.ts';
import type { Block, Inline, Item } from './content.ts';
import { localMinute } from './local-minute.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

/** Of one finding or fix, the newest. */
const SHOWN_NEWS = 5;
const LONGEST = 300;

function itemOf({ ref, path, told }: WatchedNews, timeZone: string, publicUrl: string): Item {
  const shown = told.slice(-SHOWN_NEWS).map(({ at, by, text }) => {
    const who = by === null ? '' : `${safeLine(by, 60)}: `;
    return `${localMinute(at, timeZone)} ${who}${safeLine(text, LONGEST)}`;
  });
  const more = told.length - shown.length;
  return {
    title: { text: safeLine(ref, 100), href: publicUrl + path },
    facts: [...(more > 0 ? [formatCount(more, 'earlier change')] : []), ...shown],
  };
}

const NOUNS = { finding: ['finding', 'findings'], fix: ['fix', 'fixes'], thing: ['thing', 'things'] } as const;

/** "3 findings", "2 more fixes"; where both are among them no word of either. */
function counted({ items }: WatchedMail, count: number, more = false): string {
  const isFix = items.map(({ what }) => what === 'fix');
  const [one, many] = NOUNS[!isFix.includes(true) ? 'finding' : isFix.includes(false) ? 'thing' : 'fix'];
  return more ? formatCount(count, `more ${one}`, `more ${many}`) : formatCount(count, one, many);
}

const FIXES = '/queue?watched=me';
const FINDINGS = '/findings?watched=me&state=open,fixed,accepted,false_positive,suppressed';

/** Where what the mail tells of is listed. */
const listOf = ({ items }: WatchedMail): string => (items.every(({ what }) => what === 'fix') ? FIXES : FINDINGS);

/** `Ana mentioned you on acme/web#412`; of several findings how many. */
function subjectOf(mail: WatchedMail): string {
  const { items, more, minimal } = mail;
  const [first] = items;
  const count = items.length + more;
  if (first === undefined || minimal) return `News of ${counted(mail, count)} that you watch`;
  const { mentionedBy } = first;
  const what = mentionedBy === null ? 'News of' : `${safeLine(mentionedBy, 60)} mentioned you on`;
  return `${what} ${safeLine(first.ref, 100)}${count === 1 ? '' : ` and ${counted(mail, count - 1, true)}`}`;
}

function blocksOf(mail: WatchedMail, publicUrl: string): Block[] {
  const { items, more, minimal, recipient } = mail;
  const button: Block = { kind: 'button', text: 'See what you watch', href: publicUrl + listOf(mail) };
  if (minimal) return [{ kind: 'paragraph', text: [`${subjectOf(mail)}.`] }, button];
  const list: Block = {
    kind: 'list',
    title: items.length + more === 1 ? 'What happened' : 'What happened to each',
    look: 'numbered',
    items: items.map((item) => itemOf(item, recipient.timeZone, publicUrl)),
  };
  return more === 0 ? [list] : [list, { kind: 'paragraph', text: [`And ${counted(mail, more, true)}.`] }, button];
}

/** One mail about what happened to findings and fixes that a person watches, and what was said to them. */
export function renderWatched(mail: WatchedMail, publicUrl: string): Promise<RenderedMail> {
  const { items, minimal, recipient, unsubscribe } = mail;
  const name = safeLine(mail.organization);
  const mentioned = items.some(({ mentionedBy }) => mentionedBy !== null);
  const links: Inline[] = [
    { text: 'Choose what mails you get', href: `${publicUrl}/account/mail` },
    ...(unsubscribe === null ? [] : [' · ', { text: 'Stop these mails', href: unsubscribe }]),
  ];
  return renderMail({
    subject: subjectOf(mail),
    preview: minimal ? subjectOf(mail) : items.map(({ told }) => safeLine(told.at(-1)?.text ?? '', 100)).join(' '),
    about: [name],
    title: mentioned ? 'You were mentioned' : 'Something happened to what you watch',
    blocks: blocksOf(mail, publicUrl),
    footer: [
      [`Times are those of ${safeLine(recipient.timeZone)}. Links open ${name}’s Plumbline and ask you to sign in.`],
      links,
    ],
  });
}
