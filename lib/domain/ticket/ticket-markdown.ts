import { escapeMarkdown, markdownBlock, markdownCode } from './escape-markdown.ts';
import type { Block, Inline, Ticket } from './ticket.ts';

function inline(part: Inline): string {
  if (typeof part === 'string') return escapeMarkdown(part);
  if ('words' in part) return part.words;
  if ('code' in part) return markdownCode(part.code);
  return part.text === part.url ? `<${part.url}>` : `[${escapeMarkdown(part.text)}](<${part.url}>)`;
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return ['', `### ${escapeMarkdown(block.text)}`, ''];
    case 'list':
      return block.items.map((item) => `- ${item.map(inline).join('')}`);
    case 'steps':
      return block.items.flatMap(({ text, command }, index) => [
        `${index + 1}. ${escapeMarkdown(text)}`,
        ...(command === null ? [] : ['', markdownBlock(command, '   '), '']),
      ]);
  }
}

/** The blocks of a ticket, without its title. */
export function ticketBody({ blocks }: Pick<Ticket, 'blocks'>): string {
  const text = blocks.flatMap(linesOf).join('\n');
  return `${text.replaceAll(/\n{3,}/g, '\n\n').trim()}\n`;
}

/** A ticket in Markdown, its title as a heading. */
export function ticketMarkdown(ticket: Ticket): string {
  return `## ${escapeMarkdown(ticket.title)}\n\n${ticketBody(ticket)}`;
}
