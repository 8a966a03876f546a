import { describe, expect, it } from 'vitest';
import { stateSentence, stateWord } from './words.ts';

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
