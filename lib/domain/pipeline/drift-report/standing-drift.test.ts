import { describe, expect, it } from 'vitest';
import type { PipelineFacts, TokenRights } from '#lib/domain/pipeline/facts.ts';
import { type KeptDrift, standingDrift } from './standing-drift.ts';

const fileOf = (permissions: TokenRights, uses: string[] = []): PipelineFacts => ({
  ...{ events: ['push'], permissions: 'unsaid', digest: 'now' },
  jobs: [
    {
      ...{ name: 'build', stages: [], permissions, environment: null, production: false, runners: [] },
      ...{ uses, secrets: [], oidc: false, attests: false },
    },
  ],
});
const change = (kind: KeptDrift['kind'], what: string, more: Partial<KeptDrift> = {}): KeptDrift => ({
  ...{ path: 'ci.yml', kind, job: 'build', what, reviewed: 'unknown', at: new Date('2026-03-02T00:00:00Z') },
  ...more,
});
const standing = (changes: KeptDrift[], facts: PipelineFacts) =>
  standingDrift(changes, new Map([['ci.yml', facts]]), 'Acme');

describe('what a change gave stands', () => {
  it.each<[string, TokenRights, boolean]>([
    ['contents: write', { contents: 'write' }, true],
    ['contents: write', 'write-all', true],
    ['contents: write', { contents: 'read' }, false],
    ['contents: write', 'read-all', false],
    ['contents: write', 'unsaid', false],
    ['contents: write', {}, false],
    ['packages: read', { packages: 'write' }, true],
    ['packages: read', 'read-all', true],
    ['packages: read', { packages: 'none' }, false],
    ['read-all', 'write-all', true],
    ['read-all', 'read-all', true],
    ['read-all', { contents: 'read' }, false],
    ['write-all', 'write-all', true],
    ['write-all', 'read-all', false],
    ['the default of the organization', 'unsaid', true],
    ['the default of the organization', {}, false],
  ])('%s, where the job now has %j: %s', (what, permissions, stands) => {
    expect(standing([change('wider_permissions', what)], fileOf(permissions))).toHaveLength(stands ? 1 : 0);
    expect(standing([change('wider_permissions', what, { job: 'gone' })], fileOf(permissions))).toEqual([]);
  });

  it.each([
    ['stranger/tool@v1', ['stranger/tool@v9'], true],
    ['Stranger/Tool@v1', ['stranger/tool@v9'], true],
    ['stranger/tool@v1', ['stranger/other@v1'], false],
    ['actions/cache@v4', ['actions/cache@v4'], false],
    ['github/codeql-action/init@v3', ['github/codeql-action/init@v3'], false],
    ['ACME/tool@v1', ['ACME/tool@v1'], false],
    ['node:20', ['node:22'], true],
  ])('%s, where the file now uses %j: %s', (what, uses, stands) => {
    expect(standing([change('new_action', what)], fileOf({}, uses))).toHaveLength(stands ? 1 : 0);
  });

  it('as a text, while it is that text; not where somebody else had to approve it, nor what gives nothing', () => {
    expect(standing([change('edited', 'now'), change('edited', 'before')], fileOf({}))).toMatchObject([
      { what: 'now' },
    ]);
    expect(standing([change('edited', 'now', { reviewed: 'yes' })], fileOf({}))).toEqual([]);
    expect(standing([change('new_secret', 'KEY'), change('added', 'build')], fileOf({}))).toEqual([]);
    expect(standing([change('edited', 'now', { path: 'gone.yml' })], fileOf({}))).toEqual([]);
  });

  it('once, since it was first seen, in an order of its own', () => {
    const first = new Date('2026-02-01T00:00:00Z');
    const uses = ['b/two@v2', 'a/one@v1'];
    const changes = [
      change('new_action', 'b/two@v2'),
      change('new_action', 'b/two@v1', { at: first, job: 'older' }),
      change('new_action', 'a/one@v1'),
    ];
    const found = standing(changes, fileOf({}, uses));
    expect(found.map(({ what, at }) => [what.split('@')[0], at.getMonth()])).toEqual([
      ['a/one', 2],
      ['b/two', 1],
    ]);
    expect(standing(changes.toReversed(), fileOf({}, uses))).toEqual(found);
  });
});
