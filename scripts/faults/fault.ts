import type { Plumbline } from '../../bench/plumbline.ts';

export interface FaultRun {
  plumbline: Plumbline;
  random: () => number;
  /** Kills of each kind. */
  rounds: number;
  /** Results of the large reports. */
  results: number;
}

/** What one kind of fault came to; `failures` empty when everything held. */
export interface FaultReport {
  numbers: string;
  failures: string[];
}

export interface Fault {
  name: string;
  run: (run: FaultRun) => Promise<FaultReport>;
}

export const slowest = (values: readonly number[]): number => Math.round(Math.max(...values)) / 1000;
