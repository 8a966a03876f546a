import { expect, it } from 'vitest';
import { labelsOf, rulesOf, rulesText } from './words.ts';

it('rules are lines: repositories, and where their issues go', () => {
  const rules = [
    { repositories: 'acme/web', project: 'acme/issues' },
    { repositories: '*', project: null },
  ];
  expect(rulesText(rules)).toBe('acme/web = acme/issues\n*');
  expect(rulesOf(' acme/web=acme/issues \n\n*\n')).toEqual(rules);
  expect(rulesOf('* =')).toEqual([{ repositories: '*', project: null }]);
});

it('labels are separated by commas or spaces', () => {
  expect(labelsOf(' plumbline,  security plumbline ')).toEqual(['plumbline', 'security']);
});
