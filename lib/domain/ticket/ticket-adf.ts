import type { Block, Inline, Ticket } from './ticket.ts';

/** A node of the Atlassian Document Format. */
export interface AdfNode {
  type: string;
  version?: 1;
  attrs?: Record<string, string | number>;
  marks?: { type: string; attrs?: Record<string, string> }[];
  text?: string;
  content?: AdfNode[];
}

/** The format has no empty texts. */
const text = (words: string, ...marks: NonNullable<AdfNode['marks']>): AdfNode[] =>
  words === '' ? [] : [{ type: 'text', text: words, ...(marks.length > 0 ? { marks } : {}) }];

function inline(part: Inline): AdfNode[] {
  if (typeof part === 'string') return text(part);
  if ('words' in part) return text(part.words);
  if ('code' in part) return text(part.code, { type: 'code' });
  return text(part.text, { type: 'link', attrs: { href: part.url } });
}

const paragraph = (parts: readonly Inline[]): AdfNode => ({ type: 'paragraph', content: parts.flatMap(inline) });

function nodeOf(block: Block): AdfNode[] {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'heading', attrs: { level: 3 }, content: text(block.text) }];
    case 'list':
      if (block.items.length === 0) return [];
      return [
        { type: 'bulletList', content: block.items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })) },
      ];
    case 'steps':
      if (block.items.length === 0) return [];
      return [{ type: 'orderedList', attrs: { order: 1 }, content: block.items.map(stepOf) }];
  }
}

function stepOf({ text: words, command }: { text: string; command: string | null }): AdfNode {
  const code: AdfNode[] =
    command === null ? [] : [{ type: 'codeBlock', attrs: { language: 'bash' }, content: text(command) }];
  return { type: 'listItem', content: [paragraph([words]), ...code] };
}

/** The blocks of a ticket as a document of Jira Cloud. It has no markup that a text could break out of. */
export function ticketAdf({ blocks }: Pick<Ticket, 'blocks'>): AdfNode {
  return { type: 'doc', version: 1, content: blocks.flatMap(nodeOf) };
}
