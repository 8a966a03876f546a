import { type Plumbline, peakMemory } from '../plumbline.ts';
import type { Report } from '../report.ts';

const MIB = 1024 * 1024;

/** 500 MB through the web process, which must stream them with flat memory. The body is white space around a tiny report. */
export async function largeBody(plumbline: Plumbline, report: Report): Promise<void> {
  const before = peakMemory('next-server');
  let left = 500;
  const piece = Buffer.alloc(MIB, ' ');
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= 1;
      if (left >= 0) controller.enqueue(piece);
      else {
        controller.enqueue(Buffer.from('{"version":"2.1.0","runs":[]}'));
        controller.close();
      }
    },
  });
  const response = await fetch(`${plumbline.url}/api/v1/uploads?repo=bench/large`, {
    method: 'POST',
    headers: { authorization: `Bearer ${plumbline.uploadToken}` },
    body: stream,
    duplex: 'half',
  } as RequestInit);
  await response.arrayBuffer();
  const growth = peakMemory('next-server') - before;
  report.add({
    what: 'growth of the web process while a 500 MB body streams through',
    measured: `${growth} MiB (answer ${response.status})`,
    target: '≤ 64 MiB',
    met: growth <= 64 && response.status === 202,
  });
}
