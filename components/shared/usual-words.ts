import { rhythmWords } from '#lib/domain/stream/silence.ts';
import { HOUR_MS } from '#lib/domain/time.ts';

/** `usually daily`: seconds between reports; null: not known. */
export const usualWords = (seconds: number | null): string =>
  seconds === null ? 'too few reports to say how often' : `usually ${rhythmWords((seconds * 1000) / HOUR_MS)}`;
