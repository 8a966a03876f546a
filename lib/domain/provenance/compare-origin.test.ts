import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/domain/access/access.ts';
import { codeAddressOf } from './code-address.ts';
import { type Delivered, statementOfRun, statementsAgain, statementsOf } from './compare-origin.ts';
import { boundsOf, type OriginFact, type ReportOrigin } from './provenance.ts';

const COMMIT = '3f2a9c1d4e5f60718293a4b5c6d7e8f901234567';
const NOTHING: ReportOrigin = { repository: null, ref: null, commit: null };
const delivered = (more: Partial<Delivered> = {}): Delivered => ({
  ...{ names: ['Acme/Web'], code: null, ref: 'main', commit: COMMIT },
  ...more,
});
const AT_GITLAB = { code: { host: 'gitlab', url: 'https://git.example.com/acme/sub/web' } } as const;

describe('the repository of an address', () => {
  it.each([
    ['https://github.com/Acme/Web.git', 'github.com', 'acme/web'],
    ['https://ci:x@github.com:443/acme/web/', 'github.com', 'acme/web'],
    ['git@github.com:acme/web.git', 'github.com', 'acme/web'],
    ['ssh://git@git.example.com:7999/scm/acme/web.git', 'git.example.com', 'acme/web'],
    ['git@ssh.dev.azure.com:v3/acme/project/web', 'dev.azure.com', 'acme/project/web'],
    ['https://dev.azure.com/acme/project/_git/web', 'dev.azure.com', 'acme/project/web'],
    ['https://bb.example/projects/ACME/repos/web', 'bb.example', 'acme/web'],
    ['github.com/acme/web', 'github.com', 'acme/web'],
    ['acme/web', null, 'acme/web'],
  ])('is told from what is around it: %s', (text, host, path) => {
    expect(codeAddressOf(text)).toEqual({ host, path });
  });

  it.each([
    'file:///builds/acme/web',
    '/builds/acme/web',
    '../acme/web',
    'C:\\acme\\web',
    'web',
    '',
    'https://x.example/',
  ])('is none for %j', (text) => {
    expect(codeAddressOf(text)).toBeNull();
  });
});

describe('what a report says of where it is from, beside its delivery', () => {
  it.each<[OriginFact, string, Partial<Delivered>, boolean | null]>([
    ['repository', 'https://github.com/acme/web', {}, true],
    ['repository', 'https://github.com/acme/web2', {}, false],
    ['repository', 'https://github.com/evil/acme/web', {}, false],
    ['repository', 'https://github.com/acme/old', { names: ['acme/web', 'acme/OLD'] }, true],
    ['repository', 'file:///builds/acme/web', {}, null],
    // Where a person said where it is, the name alone does not do.
    ['repository', 'https://git.example.com/acme/sub/web.git', AT_GITLAB, true],
    ['repository', 'https://elsewhere.example/acme/sub/web', AT_GITLAB, false],
    ['repository', 'https://git.example.com/acme/web', AT_GITLAB, false],
    ['repository', 'acme/web', AT_GITLAB, true],
    ['ref', 'refs/heads/main', {}, true],
    ['ref', 'feature', {}, false],
    ['ref', 'refs/pull/7/merge', { ref: 'refs/pull/7/merge' }, true],
    ['ref', 'HEAD', {}, null],
    ['commit', COMMIT.toUpperCase(), {}, true],
    ['commit', COMMIT.slice(0, 8), {}, true],
    ['commit', COMMIT, { commit: COMMIT.slice(0, 7) }, true],
    ['commit', `${COMMIT.slice(0, 8)}0`, {}, false],
    ['commit', COMMIT, { commit: null }, null],
    ['commit', 'v1.2', {}, null],
    ['commit', '3f2', {}, null],
  ])('%s %j with %j: %j', (fact, said, more, agrees) => {
    const expected = [{ fact, said, agrees }];
    expect(statementsOf([{ ...NOTHING, [fact]: said }], delivered(more))).toEqual(expected);
    expect(statementsAgain([{ fact, said, agrees: null }], delivered(more))).toEqual(expected);
  });

  it('is said once, of the first that name it, and no more than people read', () => {
    const origin = { repository: 'acme/web', ref: 'main', commit: COMMIT };
    expect(statementsOf([origin, { ...origin, ref: '' }, NOTHING], delivered())).toHaveLength(3);
    const many = Array.from({ length: 30 }, (_, index) => ({ ...NOTHING, ref: `branch-${index}` }));
    expect(statementsOf(many, delivered()).map(({ said }) => said)).toEqual(many.slice(0, 12).map(({ ref }) => ref));
  });
});

describe('the repository of a run', () => {
  it.each<[string | undefined, Partial<Delivered>, boolean | undefined]>([
    ['https://github.com/acme/web/actions/runs/8', {}, true],
    ['https://github.com/acme/other/actions/runs/8', {}, false],
    ['https://git.example.com/acme/sub/web/-/pipelines/8', AT_GITLAB, true],
    ['https://git.example.com/acme/sub/web2/-/pipelines/8', AT_GITLAB, undefined],
    ['https://jenkins.example/job/web/8/', {}, undefined],
    [undefined, {}, undefined],
  ])('of %s with %j: %j', (url, more, agrees) => {
    expect(statementOfRun(url, delivered(more))[0]?.agrees).toBe(agrees);
  });
});

describe('what a token was bound to', () => {
  const token = (scopes: string[], pipelines: string[] = [], scanners: string[] = []): Principal => ({
    ...{ kind: 'upload_token', orgId: 1, tokenId: 1, scopes, pipelines, scanners },
  });

  it.each([
    [['acme/web'], 'one'],
    [['acme/*'], 'named'],
    [['acme/web', 'acme/api'], 'named'],
    [['*'], 'any'],
    [['acme/web', '*'], 'any'],
  ])('repositories %j: %s', (scopes, repositories) => {
    expect(boundsOf('upload_token', token(scopes))).toEqual({ repositories, pipelines: 'any', scanners: 'any' });
  });

  it('tells pipelines and scanners, and of a role that it binds to none', () => {
    expect(boundsOf('upload_token', token(['*'], ['ci'], ['a', 'b']))).toEqual({
      ...{ repositories: 'any', pipelines: 'one', scanners: 'named' },
    });
    const role = { kind: 'api_token', orgId: 1, role: 'admin' } as const;
    expect(boundsOf('api_token', { ...role, scopes: ['acme/web'] })?.repositories).toBe('one');
    expect(boundsOf('api_token', role)).toEqual({ repositories: 'any', pipelines: 'any', scanners: 'any' });
    expect(boundsOf('system', role)).toBeNull();
    expect(boundsOf('session', { kind: 'user', orgId: 1, role: 'admin' })).toBeNull();
  });
});
