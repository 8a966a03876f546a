import { describe, expect, it } from 'vitest';
import { stateSentence, stateWord, toldOf } from './words.ts';

const sink = (state: 'active' | 'paused' | 'stopped', failures: number) => ({ state, failures, host: 'example.com' });

describe('how sending goes', () => {
  it('is said of everything but a sink that works', () => {
    expect(stateSentence(sink('active', 0))).toBeNull();
    for (const other of [sink('active', 1), sink('paused', 0), sink('stopped', 13)]) {
      expect(stateSentence(other)).toMatch(/\.$/);
      expect(stateWord(other)).not.toBe('Active');
    }
  });
});

describe('what a sink is told of', () => {
  it('names the points of a drop right behind it, wherever it stands', () => {
    expect(toldOf({ events: ['score_dropped', 'audit_anchored'], score_drop: 5 })).toBe(
      'Score dropped (from 5 points on), End of the audit log',
    );
    expect(toldOf({ events: ['report_held'], score_drop: 5 })).toBe('Report held');
  });
});
