import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import { storeReport } from './store-report.ts';

function storing(code: string) {
  const put = () => Promise.reject(Object.assign(new Error(code), { code }));
  const store = { put } as unknown as BlobStore;
  const delivered = { source: Readable.from(['x']), decode: [], filename: null, announced: true };
  return storeReport(delivered, { store, limits: UPLOAD_LIMITS, now: new Date('2026-03-02T09:00:00Z') });
}

describe('a report that the machine has no room for', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EMFILE'])('is to come again: %s', (code) =>
    expect(storing(code)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 60 }),
  );

  it('is told from one that is damaged and from a defect of ours', async () => {
    await expect(storing('Z_DATA_ERROR')).rejects.toMatchObject({ code: 'malformed' });
    await expect(storing('ENOENT')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
