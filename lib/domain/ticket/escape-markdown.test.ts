import { describe, expect, it } from 'vitest';
import { escapeMarkdown, markdownBlock, markdownCode } from './escape-markdown.ts';

describe('text in Markdown', () => {
  it.each([
    ['plain words 1', 'plain words 1'],
    ['**bold** _it_', '\\*\\*bold\\*\\* \\_it\\_'],
    ['<img src=x>', '\\<img src\\=x\\>'],
    ['[click](javascript:x)', '\\[click\\]\\(javascript\\:x\\)'],
    ['see https://evil.example', 'see https\\:\\/\\/evil\\.example'],
    ['two\n# lines\r\n- here', 'two \\#\u200b lines \\- here'],
    ['@everyone fixes #12', '\\@\u200beveryone fixes \\#\u200b12'],
    ['turned\u202earound', 'turned around'],
  ])('%j stays text: %j', (text, written) => {
    expect(escapeMarkdown(text)).toBe(written);
  });

  it.each([
    ['a.ts', '`a.ts`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['x\n```\n<b>', '````x ``` <b>````'],
    ['', ''],
  ])('%j as code is %j', (text, written) => {
    expect(markdownCode(text)).toBe(written);
  });

  it('a block of code is not ended by its lines', () => {
    expect(markdownBlock('a\n```\nb', '  ')).toBe('  ````sh\n  a\n  ```\n  b\n  ````');
    expect(markdownBlock('npm ls x')).toBe('```sh\nnpm ls x\n```');
  });
});
