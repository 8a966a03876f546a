import { Measures } from '#lib/domain/metrics/metrics.ts';

/** Stored in globalThis: the listener and the bundled routes load this module each for themselves. */
const holder = globalThis as typeof globalThis & { plumblineMeasures?: Measures };

/** What the web process has counted since its start. */
export function getMeasures(): Measures {
  holder.plumblineMeasures ??= new Measures();
  return holder.plumblineMeasures;
}
