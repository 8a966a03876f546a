import { type Block, type Inline, type Item, type MailContent, plainText, type Title, wordsOf } from './content.ts';

const WIDTH = 74;

/** Breaks at spaces; what is longer than a line, such as an address, stays whole. */
function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

/** Words, then below them the addresses that they lead to. */
function withAddresses(inlines: readonly Inline[], indent = ''): string[] {
  const addresses = inlines.flatMap((one) => wordsOf(one).href ?? []);
  return [...wrapped(plainText(inlines), indent), ...addresses.map((address) => indent + address)];
}

function itemLines({ title, where, facts }: Item, mark: string): string[] {
  const indent = ' '.repeat(mark.length);
  const { text, href } = wordsOf(title);
  const [first = '', ...more] = wrapped(text, indent);
  return [
    mark + first.slice(indent.length),
    ...more,
    ...(where === undefined ? [] : wrapped(where, indent)),
    ...wrapped(facts.map((fact) => wordsOf(fact).text).join(', '), indent),
    ...(href === undefined ? [] : [indent + href]),
  ];
}

function listLines({ title, note, look, items }: Extract<Block, { kind: 'list' }>): string[] {
  const each = items.map((item, index) => itemLines(item, look === 'numbered' ? `${index + 1}. ` : '- '));
  // Items of several lines stand apart.
  const gap = each.some((lines) => lines.length > 1);
  const body = each.flatMap((lines, index) => (gap && index > 0 ? ['', ...lines] : lines));
  const heading = [...wrapped(title), '-'.repeat(Math.min(title.length, WIDTH)), ...wrapped(note ?? '')];
  return ['', ...heading, '', ...body];
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'verdict':
    case 'paragraph':
      return ['', ...withAddresses(block.text)];
    case 'list':
      return listLines(block);
    case 'button':
      return ['', `${block.text}:`, block.href];
  }
}

function titleText(title: Title): string {
  if (typeof title === 'string') return title;
  const { before, figure, after, change } = title;
  return `${before} ${figure} ${after}${change === null ? '' : `, ${wordsOf(change).text}`}`;
}

/** The text part: reads well alone. */
export function toText({ about, title, blocks, footer }: MailContent): string {
  return [
    ...wrapped(plainText(about)),
    ...wrapped(titleText(title)),
    '',
    ...blocks.flatMap(blockLines),
    '',
    // Mail clients take this for the beginning of what may be left out of an answer.
    '-- ',
    ...footer.flatMap((line, index) => [...(index === 0 ? [] : ['']), ...withAddresses(line)]),
    '',
  ].join('\n');
}
