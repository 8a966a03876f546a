import { Button } from '@react-email/button';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Html } from '@react-email/html';
import { Preview } from '@react-email/preview';
import { render } from '@react-email/render';
import { Fragment, createElement as h, type ReactNode } from 'react';
import {
  type Block,
  type Inline,
  type Item,
  type ListLook,
  type MailContent,
  plainText,
  type Title,
  type Words,
  wordsOf,
} from './content.ts';
import { COLORS, STYLE_SHEET, STYLES, TONES, verdictStyle } from './theme.ts';

// Elements are made by function: the worker is plain Node, which strips types and cannot read JSX.

/** Characters of what may stand in one piece on a phone. */
const WHOLE = 28;

const TONE_CLASS = { plain: undefined, soft: 'm-soft', worse: 'm-worse', better: 'm-better' } as const;

/** `isName`: it stands alone, as the name of a thing; a link in a sentence is underlined. */
function inline(words: Words, key: number, isName = false): ReactNode {
  const { text, href, strong = false, tone = 'plain' } = words;
  const weight = strong ? { fontWeight: 600 } : {};
  if (href !== undefined) {
    const style = { color: COLORS.accent[0], textDecoration: isName ? 'none' : 'underline', ...weight };
    return h('a', { key, href, target: '_blank', className: 'm-accent', style }, text);
  }
  if (!strong && tone === 'plain') return text;
  return h('span', { key, className: TONE_CLASS[tone], style: { ...weight, ...TONES[tone] } }, text);
}

const inlines = (all: readonly Inline[]): ReactNode[] => all.map((one, index) => inline(wordsOf(one), index));

/** A fact that is short stays in one piece: a date would be broken at its hyphens. */
function fact(one: Inline, key: number): ReactNode {
  const words = wordsOf(one);
  const shown = inline(words, 0);
  return words.text.length > WHOLE ? shown : h('span', { key, style: STYLES.whole }, shown);
}

const dotted = (facts: readonly Inline[]): ReactNode[] =>
  facts.flatMap((one, at) => (at === 0 ? [fact(one, at)] : [' · ', fact(one, at)]));

function numberedItem({ title, where, facts }: Item, key: number): ReactNode {
  return h(
    'li',
    { key, className: 'm-ink', style: STYLES.item },
    inline({ strong: true, ...wordsOf(title) }, 0, true),
    where === undefined ? null : h('span', { style: STYLES.itemLine }, where),
    facts.length === 0 ? null : h('span', { className: 'm-soft', style: STYLES.itemFacts }, ...dotted(facts)),
  );
}

function briefItem({ title, where, facts }: Item, key: number): ReactNode {
  const rest = dotted([...(where === undefined ? [] : [where]), ...facts]);
  return h(
    'li',
    { key, className: 'm-ink', style: STYLES.briefItem },
    inline(wordsOf(title), 0, true),
    rest.length === 0 ? null : h('span', { className: 'm-soft', style: STYLES.briefFacts }, ' · ', ...rest),
  );
}

function itemsOf(look: ListLook, items: readonly Item[]): ReactNode {
  switch (look) {
    case 'numbered':
      return h('ol', { style: STYLES.numbered }, ...items.map(numberedItem));
    case 'brief':
      // Without bullets, some screen readers take it for no list.
      return h('ul', { role: 'list', style: STYLES.brief }, ...items.map(briefItem));
  }
}

function listOf({ title, note, look, items }: Extract<Block, { kind: 'list' }>): ReactNode[] {
  return [
    h('h2', { key: 'title', className: 'm-ink', style: STYLES.heading }, title),
    note === undefined ? null : h('p', { key: 'note', className: 'm-soft', style: STYLES.note }, note),
    itemsOf(look, items),
  ];
}

function blockOf(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'verdict': {
      const style = verdictStyle(block.tone);
      return h('p', { key, className: `m-verdict-${block.tone}`, style }, ...inlines(block.text));
    }
    case 'paragraph':
      return h('p', { key, className: 'm-ink', style: STYLES.text }, ...inlines(block.text));
    case 'list':
      return h(Fragment, { key }, ...listOf(block));
    case 'button':
      return h(
        'p',
        { key, style: STYLES.buttonLine },
        h(Button, { href: block.href, className: 'm-fill', style: STYLES.button }, block.text),
      );
  }
}

function titleOf(title: Title): ReactNode {
  if (typeof title === 'string') return h('h1', { className: 'm-ink', style: STYLES.title }, title);
  const { before, figure, after, change } = title;
  return h(
    Fragment,
    null,
    h(
      'h1',
      { className: 'm-ink', style: STYLES.figureLine },
      `${before} `,
      h('span', { style: STYLES.figure }, figure),
      ` ${after}`,
    ),
    change === null ? null : h('p', { className: 'm-soft', style: STYLES.change }, ...inlines([change])),
  );
}

function documentOf({ subject, preview, about, title, blocks, footer }: MailContent): ReactNode {
  return h(
    Html,
    { lang: 'en' },
    h(
      Head,
      null,
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('title', null, subject),
      h('style', null, STYLE_SHEET),
    ),
    h(
      'body',
      { className: 'm-ground', style: STYLES.body },
      h(Preview, null, preview),
      h(
        Container,
        { style: STYLES.container },
        h('p', { className: 'm-soft', style: STYLES.about }, plainText(about)),
        titleOf(title),
        ...blocks.map(blockOf),
        h(
          'div',
          { className: 'm-line', style: STYLES.footer },
          ...footer.map((line, key) =>
            h('p', { key, className: 'm-soft', style: STYLES.footerText }, ...inlines(line)),
          ),
        ),
      ),
    ),
  );
}

/** The HTML part. All text is escaped by React. */
export async function toHtml(content: MailContent): Promise<string> {
  return render(documentOf(content));
}
