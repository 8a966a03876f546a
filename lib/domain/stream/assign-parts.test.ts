import { describe, expect, it } from 'vitest';
import { assignParts } from './assign-parts.ts';

const stream = (id: number, scanner: string, label = '') => ({ id, scanner, label });
const part = (scanner: string, label = '') => ({ scanner, label });
const none = () => 0;

describe('the streams of a report that is read again', () => {
  it('stay where a part has their name', () => {
    expect(assignParts([part('a'), part('b')], [stream(1, 'b'), stream(2, 'a')], [], none)).toEqual([
      { kind: 'same', streamId: 2 },
      { kind: 'same', streamId: 1 },
    ]);
  });

  it('take the name of the part that has most of their findings; further parts get streams of their own', () => {
    const shared = (_: number, place: number) => [3, 9, 1][place] ?? 0;
    expect(assignParts([part('a'), part('b'), part('c')], [stream(1, 'a+b+c')], [], shared)).toEqual([
      { kind: 'new', from: 1 },
      { kind: 'renamed', streamId: 1 },
      { kind: 'new', from: 1 },
    ]);
  });

  it('go to the part that has their findings, and by name where none has', () => {
    const shared = (id: number, place: number) => (id === 2 && place === 0 ? 1 : 0);
    const current = [stream(1, 'a'), stream(2, 'a', 'old')];
    expect(assignParts([part('a', 'web')], current, [], shared)).toEqual([{ kind: 'renamed', streamId: 2 }]);
    const several = [stream(1, 'z'), stream(2, 'a+b')];
    expect(assignParts([part('b', 'web')], several, [], none)).toEqual([{ kind: 'renamed', streamId: 2 }]);
  });

  it('leave a part alone whose stream goes on from another report', () => {
    expect(assignParts([part('a'), part('b')], [stream(1, 'a+b')], [part('b')], none)).toEqual([
      { kind: 'renamed', streamId: 1 },
      { kind: 'none' },
    ]);
    expect(assignParts([part('a')], [], [], none)).toEqual([{ kind: 'none' }]);
  });
});
