import { describe, expect, it } from 'vitest';
import type { UploadView } from '#lib/contracts/upload.ts';
import { queuedTime, readingTime } from './upload-progress.ts';

const at = (time: string) => `2026-03-02T${time}Z`;
const upload = (change: Partial<UploadView>): UploadView =>
  ({
    received_at: at('09:00:00'),
    released_at: null,
    processing_at: null,
    processed_at: null,
    ...change,
  }) as UploadView;

describe('the times of an upload', () => {
  it('are its reading and its wait in the queue, apart', () => {
    const one = upload({ processing_at: at('09:00:20'), processed_at: at('09:00:23') });
    expect([queuedTime(one), readingTime(one)]).toEqual([20_000, 3000]);
    expect([queuedTime(upload({})), readingTime(upload({}))]).toEqual([null, null]);
  });

  it('leave out the hours until a person released it', () => {
    const one = upload({ released_at: at('14:00:00'), processing_at: at('14:00:02'), processed_at: at('14:00:03') });
    expect([queuedTime(one), readingTime(one)]).toEqual([2000, 1000]);
  });
});
