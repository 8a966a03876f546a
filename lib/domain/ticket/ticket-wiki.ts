import type { Block, Inline, Ticket } from './ticket.ts';

const flat = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** Text of a line that stays text: Jira takes a backslash before each sign of its markup, and `&#…;` for a backslash. */
export function escapeWiki(text: string): string {
  return flat(text).replaceAll(/[\\!#*+\-?@[\]^_{|}~:(<>&]/g, (sign) => {
    return sign === '\\' || sign === '&' || sign === '<' || sign === '>' || sign === ':' || sign === '@'
      ? `&#${sign.codePointAt(0)};`
      : `\\${sign}`;
  });
}

function inline(part: Inline): string {
  if (typeof part === 'string') return escapeWiki(part);
  if ('words' in part) return part.words;
  if ('code' in part) return `{{${escapeWiki(part.code)}}}`;
  return `[${escapeWiki(part.text)}|${part.url.replaceAll(/[|\]]/g, encodeURIComponent)}]`;
}

/** A block of code ends at `{noformat}`, wherever that stands: a character of no width keeps it from ending there. */
const codeOf = (command: string): string[] => [
  '{noformat}',
  command.replaceAll(/\{(?=noformat)/gi, '{\u200b'),
  '{noformat}',
];

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return ['', `h3. ${escapeWiki(block.text)}`, ''];
    case 'list':
      return block.items.map((item) => `* ${item.map(inline).join('')}`);
    case 'steps':
      return block.items.flatMap(({ text, command }, index) => [
        `${index + 1}\\. ${escapeWiki(text)}`,
        ...(command === null ? [] : codeOf(command)),
      ]);
  }
}

/** The blocks of a ticket in the markup of Jira Server and Data Center. */
export function ticketWiki({ blocks }: Pick<Ticket, 'blocks'>): string {
  return `${blocks
    .flatMap(linesOf)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
