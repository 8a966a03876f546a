import { expect, it } from 'vitest';
import { rulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { draftFrom, previewBodyOf } from './draft.ts';

const from = (search: string) => draftFrom((name) => new URLSearchParams(search).get(name));

it('an address fills the form in, and what it says that is none is left out', () => {
  const draft = from('rule=a.b&path=test/&repo=acme/web&kind=false_positive&category=sast&severity=low');
  const { conditions, kind } = previewBodyOf(draft);
  expect([kind, conditions.rules, conditions.paths, conditions.repositories]).toEqual([
    'false_positive',
    ['a.b'],
    ['test/'],
    ['acme/web'],
  ]);
  expect([conditions.categories, conditions.severity_at_most]).toEqual([['sast'], 'low']);
  expect(from('kind=x&category=y&severity=critical')).toMatchObject({ kind: 'accepted', category: '', severity: '' });
});

it('lists are separated by commas or lines, each entry once', () => {
  const draft = { ...from(''), paths: ' test/ ,\nspec/,, test/ ', scanners: 'Trivy' };
  const body = previewBodyOf(draft);
  expect(body.conditions.paths).toEqual(['test/', 'spec/']);
  expect(rulePreviewBody.parse(body)).toEqual(body);
  expect(body.conditions.scanners).toEqual(['trivy']);
});
