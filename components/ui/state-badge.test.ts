import { describe, expect, it } from 'vitest';
import { STATES } from './state-badge.tsx';

const states = Object.entries(STATES);

describe('the marks of states', () => {
  it('never uses one mark for two states', () => {
    const icons = states.flatMap(([, { icon }]) => (icon === null ? [] : [icon]));
    expect(new Set(icons).size).toBe(icons.length);
    expect(states.filter(([, { icon }]) => icon === null).map(([name]) => name)).toEqual(['unmeasured', 'stale']);
  });

  it('breaks the outline of what failed, and of nothing else', () => {
    expect(states.filter(([, { look }]) => look.includes('dashed')).map(([name]) => name)).toEqual(['failed']);
  });
});
