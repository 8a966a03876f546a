import type { ReportSource } from '#lib/scanners/contract.ts';

/** A report that is wholly in memory: for members of archives and for tests. `chunkSize` in bytes. */
export function sourceFromBytes(
  bytes: Uint8Array | string,
  filename: string | null = null,
  chunkSize = 64 * 1024,
): ReportSource {
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return {
    size: data.length,
    filename,
    async *chunks() {
      for (let at = 0; at < data.length; at += chunkSize) yield data.subarray(at, at + chunkSize);
    },
    async slice(start, end) {
      return data.subarray(start, end);
    },
  };
}
