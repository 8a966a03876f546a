import { describe, expect, it } from 'vitest';
import { mayChange } from './judge-comment.ts';

const own = { authorId: 5, deletedAt: null };

describe('a comment', () => {
  it('is changed and deleted by who wrote it, and deleted by who administers', () => {
    expect(mayChange(own, { personId: 5, administers: false })).toEqual({ edit: true, delete: true });
    expect(mayChange(own, { personId: 6, administers: false })).toEqual({ edit: false, delete: false });
    expect(mayChange(own, { personId: 6, administers: true })).toEqual({ edit: false, delete: true });
  });

  it('of nobody is not that of somebody without an id', () => {
    expect(mayChange({ authorId: null, deletedAt: null }, { personId: null, administers: false })).toEqual({
      edit: false,
      delete: false,
    });
  });

  it('that is deleted stays so', () => {
    const gone = { authorId: 5, deletedAt: new Date(0) };
    expect(mayChange(gone, { personId: 5, administers: true })).toEqual({ edit: false, delete: false });
  });
});
