import { describe, expect, it } from 'vitest';
import { actionOf } from './action.ts';
import type { ActionFacts } from './key.ts';

const BASE: ActionFacts = { category: 'sast', ruleId: 'python.sql-injection', ruleName: null };
const lodash = { ecosystem: 'npm', name: 'lodash', version: '4.17.15' };

function title(facts: Partial<ActionFacts>, count = 1): string {
  return actionOf({ ...BASE, ...facts }, { count, fixedVersions: [facts.fixedVersions ?? []] }).title;
}

describe('actionOf', () => {
  it('says in plain words what to do', () => {
    expect(title({ category: 'dependency', package: lodash, fixedVersions: ['4.17.21'] })).toBe(
      'Upgrade lodash to 4.17.21',
    );
    expect(title({ category: 'dependency', package: lodash })).toBe('Watch lodash: no fix yet');
    expect(title({ category: 'secret', ruleId: 'aws-key', path: '.github/workflows/deploy.yml' })).toBe(
      'Rotate the AWS key in deploy.yml',
    );
    expect(title({ category: 'secret', ruleId: 'x', ruleName: 'Stripe' })).toBe('Rotate the Stripe secret');
    expect(title({ ruleName: 'tainted SQL' }, 12)).toBe('Fix tainted SQL (python.sql-injection) in 12 places');
    expect(title({})).toBe('Fix python.sql-injection');
    expect(title({ category: 'pipeline', ruleId: 'unpinned-uses', snippet: 'uses: actions/checkout@v4' })).toBe(
      'Pin actions/checkout to a commit',
    );
    expect(title({ category: 'container', image: 'acme/web:1', fixedVersions: ['2'] })).toBe(
      'Update the image acme/web',
    );
    expect(title({ category: 'dast', ruleName: 'SQL Injection', ruleId: '40018', urlTemplate: '/a' })).toBe(
      'Fix SQL Injection (40018) at /a',
    );
    expect(title({ category: 'privilege', principal: 'bot', scope: 'vault' })).toBe('Reduce what bot can do on vault');
  });
  it('is one line of bounded length whatever a rule is called', () => {
    expect(title({ ruleName: 'a\nb' })).toBe('Fix a b (python.sql-injection)');
    expect(title({ ruleId: 'x'.repeat(500) }).length).toBeLessThanOrEqual(200);
  });
  it('takes no explanation for a name', () => {
    const ruleName = 'Identified a pattern that may indicate AWS credentials, risking unauthorized access.';
    expect(title({ category: 'secret', ruleId: 'aws-access-token', ruleName, path: 'settings.py' })).toBe(
      'Rotate the AWS access token in settings.py',
    );
    expect(title({ ruleName: 'Detected string concatenation. Use parameters.' })).toBe('Fix python.sql-injection');
  });
  it('keeps its key when the target moves, and knows the size of the step', () => {
    const facts: ActionFacts = { ...BASE, category: 'dependency', package: lodash, fixedVersions: ['4.17.19'] };
    const one = actionOf(facts);
    const two = actionOf(facts, { count: 2, fixedVersions: [['4.17.19'], ['5.0.0']] });
    expect(one).toMatchObject({ kind: 'upgrade', target: '4.17.19', effortKind: 'patch' });
    expect(two).toMatchObject({ key: one.key, target: '5.0.0', effortKind: 'major' });
  });
  it('does not invent a version', () => {
    const facts: ActionFacts = { ...BASE, category: 'dependency', package: lodash, fixedVersions: ['1.0.0'] };
    expect(actionOf(facts)).toMatchObject({ title: 'Upgrade lodash', target: null, effortKind: 'minor' });
  });
});
