import { describe, expect, it } from 'vitest';
import { observationExample } from '#lib/domain/finding/observation-example.ts';
import { trustedFingerprint } from './fingerprint.ts';

const trusted = (scanner: string, fingerprints: Record<string, string>) =>
  trustedFingerprint(observationExample({ scanner, fingerprints }));

describe('trustedFingerprint', () => {
  it('believes names that are known to be content-based, without their ordinals', () => {
    expect(trusted('codeql', { primaryLocationLineHash: 'ab12cd:2' })).toEqual({ value: 'ab12cd', pathFree: true });
    expect(trusted('semgrep', { 'matchBasedId/v1': 'ff00_0' })).toEqual({ value: 'ff00', pathFree: false });
    expect(trusted('sonarqube', { 'sonar/hash': 'ab' })?.pathFree).toBe(true);
  });

  it('does not believe placeholders, columns, commits and strangers', () => {
    expect(trusted('semgrep', { 'matchBasedId/v1': 'requires login' })).toBeNull();
    expect(trusted('codeql', { primaryLocationStartColumnFingerprint: '4' })).toBeNull();
    expect(trusted('gitleaks', { commitSha: 'abc', fingerprint: 'a:b:12' })).toBeNull();
    expect(trusted('unknown-tool', { fingerprint: 'abc', hash: 'abc' })).toBeNull();
    expect(trusted('anything', { primaryLocationLineHash: 'a'.repeat(64) })).toBeNull();
    expect(trusted('semgrep', {})).toBeNull();
  });
});
