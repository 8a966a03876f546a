import type { Category } from '#lib/domain/finding/finding.ts';
import { HOUR_MS } from '#lib/domain/time.ts';
import { KNOWN_RHYTHM, silence } from './silence.ts';

/** A stream as the question whether it is over needs to see it. */
export interface StreamPulse {
  id: number;
  pipeline: string;
  scanner: string;
  label: string;
  ref: string;
  tracked: boolean;
  categories: readonly Category[];
  lastReportAt: Date | null;
  /** Seconds that usually are between reports. */
  reportInterval: number | null;
  reports: number;
  retiredAt: Date | null;
}

export interface Retirement {
  stream: StreamPulse;
  /** The stream that seems to have taken its place. */
  twin: StreamPulse;
  /** "has not reported for 9 days (usually daily)" */
  silence: string;
}

/**
 * Streams that count, are silent, and have a twin that reports: the same scanner for the same subject, or for the same
 * categories, under another pipeline, label or ref. A stream that reported seldom is measured by the rhythm of its twin.
 */
export function findRetirements(streams: readonly StreamPulse[], now: Date): Retirement[] {
  const alive = streams.filter((stream) => stream.retiredAt === null && stream.tracked);
  return alive.flatMap((stream) => {
    const twins = alive.filter((other) => isTwin(stream, other) && isReporting(other, now));
    const found = twins.flatMap((twin) => {
      const silent = silenceOf(stream, rhythmOf(stream) ?? rhythmOf(twin), now);
      return silent === null ? [] : [{ stream, twin, silence: silent }];
    });
    return found.sort((a, b) => timeOf(b.twin) - timeOf(a.twin)).slice(0, 1);
  });
}

const timeOf = ({ lastReportAt }: StreamPulse): number => lastReportAt?.getTime() ?? 0;

/** Seconds that usually are between reports; null: not known yet. */
export const rhythmOf = ({
  reports,
  reportInterval,
}: Pick<StreamPulse, 'reports' | 'reportInterval'>): number | null => (reports >= KNOWN_RHYTHM ? reportInterval : null);

/** Differs in one of pipeline, label and ref only, and has reported later. */
function isTwin(stream: StreamPulse, other: StreamPulse): boolean {
  if (other.scanner !== stream.scanner || timeOf(other) <= timeOf(stream)) return false;
  const names = ['pipeline', 'label', 'ref'] as const;
  if (names.filter((name) => other[name] !== stream[name]).length > 1) return false;
  return other.label === stream.label || stream.categories.every((category) => other.categories.includes(category));
}

/** Whether its pause is nothing unusual. A rhythm that nobody knows cannot be broken, so such a stream does not count. */
function isReporting(stream: StreamPulse, now: Date): boolean {
  const rhythm = rhythmOf(stream) ?? stream.reportInterval;
  return rhythm !== null && silenceOf(stream, rhythm, now) === null;
}

/** That a stream is silent by its own rhythm, in words; null: it is not, or its rhythm is not known. */
export const streamSilence = (stream: StreamPulse, now: Date): string | null =>
  silenceOf(stream, rhythmOf(stream), now);

function silenceOf({ lastReportAt }: StreamPulse, seconds: number | null, now: Date): string | null {
  if (lastReportAt === null || seconds === null) return null;
  return silence({ lastAt: lastReportAt, usualHours: (seconds * 1000) / HOUR_MS }, now);
}
