import type { ActionView } from '#lib/contracts/action-view.ts';
import type { Block, Inline, Ticket } from '#lib/domain/ticket/ticket.ts';
import { ticketMarkdown } from '#lib/domain/ticket/ticket-markdown.ts';
import { formatCount, formatDate } from '#lib/format.ts';

/** An action without its own ticket. */
export type Ticketed = Omit<ActionView, 'ticket'>;

const words = (text: string): Inline => ({ words: text });

function closesOf({ counts, open }: Ticketed): Inline[][] {
  const severities = Object.entries(counts).filter(([, count]) => count > 0);
  if (severities.length === 0) return [];
  const each = severities.map(([name, count]) => `${count} ${name}`).join(', ');
  return [[words(`Closes: ${formatCount(open, 'finding')} (${each})`)]];
}

function factsOf(action: Ticketed, publicUrl: string): Block {
  const { repo, repositories, rule, due_at, overdue, open_since, url } = action;
  const page = `${publicUrl}${url}`;
  return {
    kind: 'list',
    items: [
      repo === null ? [words(`Repositories: ${repositories.count}`)] : [words('Repository: '), { code: repo }],
      ...(rule === null ? [] : [[words('Rule: '), { code: rule }]]),
      ...closesOf(action),
      ...(due_at === null ? [] : [[words(`${overdue ? 'Was due' : 'Due'}: ${formatDate(due_at)}`)]]),
      ...(open_since === null ? [] : [[words(`Open since: ${formatDate(open_since)}`)]]),
      [words('In Plumbline: '), { text: page, url: page }],
    ],
  };
}

/** `rest`: how many more there are than those listed. */
function findingsOf({ findings, open }: Ticketed, publicUrl: string): Block {
  const rest = open - findings.length;
  const lines = findings.map(({ severity, title, ref, path, line, url }): Inline[] => {
    const place = path === null ? [] : [words(' in '), { code: line === null ? path : `${path}:${line}` }];
    const link = { text: ref, url: `${publicUrl}${encodeURI(url)}` };
    return [words(`${severity}: `), title, ...place, words(' ('), link, words(')')];
  });
  const more = rest > 0 ? [[words(`and ${formatCount(rest, 'more finding', 'more findings')}`)]] : [];
  return { kind: 'list', items: [...lines, ...more] };
}

function reasonsOf({ why }: Ticketed): Block {
  const items = why.map(({ text, at }): Inline[] => [text, ...(at === null ? [] : [words(` ${formatDate(at)}`)])]);
  return { kind: 'list', items };
}

/** What a ticket of an action says: what to do, why and by when. */
export function ticketOf(action: Ticketed, publicUrl: string): Ticket {
  const { title, steps, why, findings } = action;
  const part = (head: string, block: Block, isThere: boolean): Block[] =>
    isThere ? [{ kind: 'heading', text: head }, block] : [];
  return {
    title,
    blocks: [
      factsOf(action, publicUrl),
      ...part('What to do', { kind: 'steps', items: steps }, steps.length > 0),
      ...part('Why', reasonsOf(action), why.length > 0),
      ...part('Findings', findingsOf(action, publicUrl), findings.length > 0),
    ],
  };
}

/** The ticket in Markdown. Whatever a report says in it stays text. */
export const actionTicket = (action: Ticketed, publicUrl: string): string =>
  ticketMarkdown(ticketOf(action, publicUrl));
