import { describe, expect, it } from 'vitest';
import { findingMarkdown } from './finding-markdown.ts';
import { viewWith } from './testing.ts';

const ORIGIN = 'https://plumbline.example';

describe('a finding in Markdown', () => {
  it('says what, where, how severe, by when, and leads back', () => {
    const due = { due_at: '2026-03-09T09:00:00Z', overdue: true, title: 'Weak hash', tags: [] };
    const text = findingMarkdown(viewWith(due, [{ message: 'Weak hash. MD5 is weak.' }]), ORIGIN);
    expect(text).toContain('## Weak hash\n');
    expect(text).toContain('- Place: `src/a.ts:7`');
    expect(text).toContain('- Severity: high');
    expect(text).toMatch(/- Was due: \S/);
    expect(text).toContain(`(<${ORIGIN}/repositories/acme/web/findings/1>)`);
    expect(text).toContain('### What is reported\n\n- MD5 is weak\\.');
    expect(text).not.toContain('What to do');
  });

  it('says nothing of what is not known', () => {
    const text = findingMarkdown(viewWith({ path: null, line: null }), ORIGIN);
    expect(text).not.toMatch(/Place|Due|Package|Advisory|null|undefined|reported\n/);
  });

  it('is text wherever a report says something', () => {
    const hostile = '](http://evil.example) <img src=x> @team #1 `x`';
    const finding = { title: hostile, path: hostile, rule: hostile, package: hostile, scanner: hostile };
    const text = findingMarkdown(viewWith(finding, [{ message: `${hostile} and more` }]), ORIGIN);
    const outside = text.replaceAll(/\\[!-/:-@[-`{-~]/g, '').replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/\]\(http|<img|@\w|#\d/);
  });
});
