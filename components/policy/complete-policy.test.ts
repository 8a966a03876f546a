import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { policySchema } from '#lib/domain/policy/policy-schema.ts';
import { RULE_KINDS } from '#lib/domain/policy/schema.ts';
import { completePolicy } from './complete-policy.ts';

/** Words that are proposed where `|` stands. */
function words(text: string): string[] {
  const offset = text.indexOf('|');
  const found = completePolicy(policySchema(), text.replace('|', ''), offset);
  return found === null ? [] : found.suggestions.map(({ word }) => word);
}
const rule = (...lines: string[]) =>
  ['version: 1', 'rules:', '  - id: a', ...lines.map((line) => `    ${line}`)].join('\n');

describe('what is proposed while a policy is written', () => {
  it('is the names of the document that it has not yet', () => {
    expect(words('|')).toEqual(['version', 'rules', 'overrides']);
    expect(words('version: 1\nru|')).toEqual(['rules']);
    expect(words('version: 1\n|\nrules: []')).toEqual(['overrides']);
    expect(words('version: 1\noverrides:\n  |')).toEqual(['allow']);
  });

  it('is the names of a rule: of all kinds, then of its own', () => {
    expect(words('version: 1\nrules:\n  - |')).toContain('kind');
    expect(words(rule('|'))).toEqual(expect.arrayContaining(['kind', 'at_least', 'this_commit', 'when']));
    expect(words(rule('|'))).not.toContain('id');
    expect(words(rule('kind: secret', '|'))).toEqual([
      ...['title', 'mode', 'on_unknown', 'when', 'advice', 'findings', 'accepted', 'which', 'max'],
    ]);
    // What stands below, and what another rule has.
    expect(words(rule('|', 'kind: secret', 'mode: warn', 'max: 0'))).not.toContain('mode');
    expect(words(`${rule('kind: secret', 'mode: warn')}\n  - id: b\n    kind: scanner\n    |`)).toEqual(
      expect.arrayContaining(['mode', 'max_age']),
    );
    // A list may stand below its name without an indent.
    expect(words('version: 1\nrules:\n- id: a\n  kind: scanner\n  max|')).toEqual(['max_age']);
  });

  it('is the words that a name can have', () => {
    expect(words(rule('kind: |'))).toEqual([...RULE_KINDS]);
    expect(words(rule('kind: sc|'))).toEqual(['scanner']);
    expect(words(rule('kind: severity', 'mode: |'))).toEqual(['fail', 'warn', 'off']);
    expect(words(rule('kind: scanner', 'this_commit: |'))).toEqual(['true', 'false']);
    expect(words('version: |')).toEqual(['1']);
  });

  it('is what lists and limits can have, in brackets or below one another', () => {
    expect(words(rule('kind: severity', 'max: { critical: 0, |'))).toEqual(['high', 'medium', 'low', 'info']);
    expect(words(rule('kind: severity', 'max:', '  cr|'))).toEqual(['critical']);
    expect(words(rule('kind: scanner', 'categories: [sast, de|'))).toEqual(['dependency']);
    expect(words(rule('kind: scanner', 'categories:', '  - sast', '  - |'))).toEqual(
      CATEGORIES.filter((one) => one !== 'sast'),
    );
    expect(words(rule('kind: severity', 'when:', '  |'))).toContain('criticality');
    expect(words(rule('kind: severity', 'when:', '  exposure: [|'))).toEqual(['public', 'internal', 'nonprod']);
    expect(words(rule('kind: severity', 'when: { refs: [main], cri|'))).toEqual([]);
  });

  it('is nothing in a comment, a number, a pattern or a word that is whole', () => {
    expect(words(rule('kind: severity # |'))).toEqual([]);
    expect(words(rule('kind: severity', 'max: { critical: |'))).toEqual([]);
    expect(words(rule('kind: severity', 'when:', '  refs: [|'))).toEqual([]);
    expect(words(rule('title: |'))).toEqual([]);
    expect(words(rule('kind: secret|'))).toEqual([]);
    expect(words(rule('nothing:', '  |'))).toEqual([]);
  });

  it('replaces what is written, and says what each is for', () => {
    const text = rule('kind: severity', 'fixable: on');
    const found = completePolicy(policySchema(), text, text.length);
    expect(found).toEqual({
      from: text.length - 2,
      suggestions: [{ word: 'only', insert: 'only', hint: 'findings that have a fix' }],
    });
    const names = completePolicy(policySchema(), 'version: 1\nru', 13);
    expect(names?.suggestions).toEqual([{ word: 'rules', insert: 'rules: ', hint: '' }]);
    const mode = rule('mode: ');
    expect(completePolicy(policySchema(), mode, mode.length)?.suggestions.map(({ hint }) => hint)).toEqual([
      'stops the pipeline; unless another is named',
      'says so only',
      '',
    ]);
  });

  it('is found at every place of any text without failing', () => {
    const text = `${rule('kind: severity', 'max: { critical: 0 }', 'when: { refs: [main] }')}\n- - [ {\n: :\n\t#\n  -`;
    for (let offset = 0; offset <= text.length; offset++) completePolicy(policySchema(), text, offset);
  });
});
