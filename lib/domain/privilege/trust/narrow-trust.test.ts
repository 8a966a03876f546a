import { describe, expect, it } from 'vitest';
import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import { admits } from './admits.ts';
import { pinToProject } from './pin-to-project.ts';
import { pinTrust } from './pin-trust.ts';
import type { TrustPolicy } from './trust-policy.ts';

const aws = (conditions: Record<string, Record<string, string[]>>): TrustPolicy => ({
  cloud: 'aws',
  statements: [{ effect: 'Allow', conditions }],
});
const azure = (subject: string): TrustPolicy => ({
  cloud: 'azure',
  credentials: [{ id: 'c', issuer: 'https://gitlab.com', audiences: [], subject, expression: null }],
});
const vault = (boundClaims: Record<string, string[]>): TrustPolicy => ({
  ...{ cloud: 'vault', boundSubject: null, boundAudiences: [], boundClaimsType: 'glob', boundClaims },
});

const subjectOf = (branch: string) => `project_path:acme/web:ref_type:branch:ref:${branch}`;
const onBranch = (branch: string) => ({
  ...{ sub: subjectOf(branch), project_path: 'acme/web', ref: branch, ref_type: 'branch' },
});
/** Whether a branch was let in, whether it is then, and whether another one is. */
const pinned = (trust: TrustPolicy, branch: string): [was: Tri, is: Tri, other: Tri] => {
  const narrow = pinToProject(trust, 'acme/web', branch);
  return [admits(trust, onBranch(branch)), admits(narrow, onBranch(branch)), admits(narrow, onBranch('dev'))];
};
const inProduction = { repository: 'acme/web', environment: 'production' };

describe('a trust that is pinned', () => {
  const wide: [string, TrustPolicy][] = [
    ['AWS', aws({ StringLike: { 'gitlab.com:sub': ['project_path:acme/*'] } })],
    ['AWS by a set', aws({ 'ForAnyValue:StringEquals': { 'gitlab.com:sub': [subjectOf('main'), subjectOf('dev')] } })],
    ['Azure', azure(subjectOf('main'))],
    ['Vault', vault({ project_path: ['acme/*'] })],
    ['Vault by a claim that it binds', vault({ project_path: ['acme/*'], ref: ['main', 'dev'] })],
  ];
  it.each(wide)('lets in what it is pinned to, and nothing else: %s', (_, trust) => {
    expect(pinned(trust, 'main')).toEqual([true, true, false]);
  });

  const other: [string, TrustPolicy][] = [
    ['AWS', aws({ 'ForAnyValue:StringEquals': { 'gitlab.com:sub': [subjectOf('release')] } })],
    ['Azure', azure(subjectOf('release'))],
    ['Vault', vault({ project_path: ['acme/web'], ref: ['rel*'] })],
  ];
  it.each(other)('never lets in what it did not: %s', (_, trust) => {
    expect(pinned(trust, 'main')).toEqual([false, false, false]);
  });

  it('nor in GitHub', () => {
    const bound = vault({ repository: ['acme/*'], environment: ['staging'] });
    const asked = aws({
      'ForAnyValue:StringEquals': { 'token.actions.githubusercontent.com:environment': ['staging'] },
    });
    for (const trust of [bound, asked]) {
      expect(admits(pinTrust(trust, 'acme/web', 'production'), inProduction)).toBe(false);
      expect(admits(pinTrust(trust, 'acme/web', 'staging'), { ...inProduction, environment: 'staging' })).toBe(true);
    }
  });

  it('takes an apostrophe in a name for a part of it', () => {
    const branch = "it's' and claims['ref'] eq 'x";
    expect(pinned(azure(subjectOf(branch)), branch)).toEqual([true, true, false]);
  });
});
