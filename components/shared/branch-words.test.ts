import { describe, expect, it } from 'vitest';
import type { UploadView } from '#lib/contracts/upload.ts';
import { branchWords } from './branch-words.ts';

const upload = (change: Partial<UploadView>): UploadView =>
  ({ counts: false, ref: 'feature', status: 'processed', compared_with: null, ...change }) as UploadView;

describe('a report of a branch', () => {
  it('says what it introduces and fixes beside the default branch, once it was compared', () => {
    const compared = { compared_with: { ref: 'main', upload: null }, introduced: 1200, fixed: 1 };
    expect(branchWords(upload(compared))).toBe(
      'Does not count: feature is not tracked. Introduces 1,200, fixes 1 compared with main.',
    );
    expect(branchWords(upload({}))).toBe('Does not count: feature is not tracked.');
    expect(branchWords(upload({ ...compared, status: 'held' }))).toBe('Does not count: feature is not tracked.');
  });

  it('says nothing where its ref counts', () => {
    expect(branchWords(upload({ counts: true }))).toBeNull();
  });
});
