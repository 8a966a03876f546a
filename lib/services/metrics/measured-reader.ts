import type { Measures } from '#lib/domain/metrics/metrics.ts';
import type { Reader } from '../upload/read/protocol.ts';

/** A reader that counts how long each report takes. */
export function measuredReader(reader: Reader, measures: Measures): Reader {
  return {
    async read(request, names) {
      const began = performance.now();
      try {
        return await reader.read(request, names);
      } finally {
        measures.observe('plumbline_reading_seconds', (performance.now() - began) / 1000);
      }
    },
  };
}
