import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ticket } from './ticket.ts';
import { type AdfNode, ticketAdf } from './ticket-adf.ts';
import { ticketBody, ticketMarkdown } from './ticket-markdown.ts';
import { escapeWiki, ticketWiki } from './ticket-wiki.ts';

const ticket = (text: string, command: string | null = null): Ticket => ({
  title: text,
  blocks: [
    {
      kind: 'list',
      items: [
        [{ words: 'Repository: ' }, { code: text }],
        [{ words: 'See ' }, { text, url: 'https://plumbline.test/a' }],
      ],
    },
    { kind: 'heading', text: 'What to do' },
    { kind: 'steps', items: [{ text, command }] },
  ],
});

const textsOf = (node: AdfNode): string[] => [
  ...(node.text === undefined ? [] : [node.text]),
  ...(node.content ?? []).flatMap(textsOf),
];

describe('a ticket', () => {
  it('is Markdown, with its title or without', () => {
    const body = '- Repository: `a b`\n- See [a b](<https://plumbline.test/a>)\n\n### What to do\n\n1. a b\n';
    expect(ticketMarkdown(ticket('a b'))).toBe(`## a b\n\n${body}`);
    expect(ticketBody(ticket('a b'))).toBe(body);
  });

  it('is a document of Jira Cloud that holds each text as it is, and no empty one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (text) => {
        const doc = ticketAdf(ticket(text, text));
        expect(doc).toMatchObject({ type: 'doc', version: 1 });
        expect(textsOf(doc).filter((one) => one === text).length).toBeGreaterThanOrEqual(4);
        expect(textsOf(doc)).not.toContain('');
      }),
      { numRuns: 50 },
    );
    expect(textsOf(ticketAdf(ticket('', '')))).toEqual(['Repository: ', 'See ', 'What to do']);
  });

  it('is wiki text in which nothing of a report is markup', () => {
    const hostile =
      '{code} [~admin] !http://evil.example/x.png! h1. *b* {color:red}x{color} http://evil.example @you \\';
    const wiki = ticketWiki(ticket(hostile, 'npm i x\n{noformat}\nh1. out'));
    const [before = '', code = ''] = wiki.split('\n{noformat}\n');
    const read = before.replaceAll(/\\[!-~]|&#\d+;/g, '').replaceAll(/\|https:\/\/plumbline\.test\/a/g, '');
    expect(read).not.toMatch(/(?<!\{)\{code|\[~|!http|http:|\{color|@|\*b/);
    expect(code).toBe('npm i x\n{\u200bnoformat}\nh1. out');
    expect(wiki.endsWith('{noformat}\n')).toBe(true);
    expect(escapeWiki('two\nlines')).toBe('two lines');
  });
});
