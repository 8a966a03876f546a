import { describe, expect, it } from 'vitest';
import { targetVersion } from './target.ts';

describe('targetVersion', () => {
  it('is the lowest version that fixes every finding', () => {
    expect(targetVersion([['4.17.19'], ['4.17.21'], ['4.17.20']], '4.17.15', 'npm')).toBe('4.17.21');
    expect(targetVersion([['4.17.9'], ['4.17.10']], null, 'npm')).toBe('4.17.10');
  });
  it('stays on the release line that is in use', () => {
    expect(targetVersion([['5.2.4.3', '6.0.3.1']], '5.2.0', 'gem')).toBe('5.2.4.3');
    expect(targetVersion([['5.2.4.3', '6.0.3.1']], '6.0.0', 'gem')).toBe('6.0.3.1');
    expect(targetVersion([['2.3.2', '2.12.4', '2.17.1']], '2.12.1', 'maven')).toBe('2.12.4');
  });
  it('leaves a line where another finding is fixed on a later one only', () => {
    const log4j = [['2.3.2', '2.12.4', '2.17.1'], ['2.15.0']];
    expect(targetVersion(log4j, '2.12.1', 'maven')).toBe('2.17.1');
  });
  it('takes the highest fix when the version in use is not known', () => {
    expect(targetVersion([['5.2.4.3', '6.0.3.1']], null, 'gem')).toBe('6.0.3.1');
  });
  it('leaves findings without a fix out', () => {
    expect(targetVersion([[], ['1.2.0']], '1.0.0', 'npm')).toBe('1.2.0');
    expect(targetVersion([[], []], '1.0.0', 'npm')).toBeNull();
    expect(targetVersion([], null)).toBeNull();
  });
  it('says unknown rather than guess', () => {
    expect(targetVersion([['1.2.0'], ['c2843e01d9a2']], '1.0.0', 'golang')).toBeNull();
    expect(targetVersion([['0.9.0']], '1.0.0', 'npm')).toBeNull();
  });
  it('gives the only version there is, also when it cannot be compared', () => {
    expect(targetVersion([['c2843e01d9a2'], ['c2843e01d9a2']], '1.0.0', 'golang')).toBe('c2843e01d9a2');
  });
  it('does not depend on order and survives hundreds of findings', () => {
    const lists = Array.from({ length: 400 }, (_, index) => [`5.10.${index}-1`, `6.1.${index}-1`]);
    expect(targetVersion(lists, '5.10.2-1', 'deb')).toBe('5.10.399-1');
    expect(targetVersion([...lists].reverse(), '5.10.2-1', 'deb')).toBe('5.10.399-1');
  });
});
