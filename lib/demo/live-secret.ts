import { addDays } from '#lib/domain/time.ts';
import type { DemoStream } from './delivery.ts';
import type { Leak } from './issue.ts';

const DAYS = 60;

const TOKEN: Leak = {
  path: 'internal/store/carrier.go',
  line: 18,
  code: 'const carrierToken = "demo-not-a-real-token"',
};

/** The secret that one repository has leaked for two months, and that works, in the reports that have it. */
export function liveSecret({ repository, tool }: DemoStream, at: Date, now: Date): readonly Leak[] {
  const isHere = repository.quirks.includes('live_secret') && tool === 'semgrep';
  return isHere && at > addDays(now, -DAYS) ? [TOKEN] : [];
}
