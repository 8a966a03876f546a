import { describe, expect, it } from 'vitest';
import { queueState, workerState } from './work-state.ts';

const now = new Date('2026-03-02T09:00:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);

describe('whether reports are read', () => {
  it('a worker is silent a minute after its last sign of life, and where none was seen', () => {
    expect(workerState(ago(59_999), now)).toBe('ok');
    expect(workerState(ago(60_000), now)).toBe('silent');
    expect(workerState(null, now)).toBe('silent');
  });

  it('the queue is late when the oldest report has waited for ten minutes, and never when nothing waits', () => {
    expect(queueState(ago(599_999), now)).toBe('ok');
    expect(queueState(ago(600_000), now)).toBe('late');
    expect(queueState(null, now)).toBe('ok');
  });
});
