import type { ScoreCategory } from '#lib/domain/score/category.ts';

/** How CI gets a scanner and lets it write the report that Plumbline reads. */
export interface Recipe {
  /** Unique; the name of the job. */
  id: string;
  /** The folder name in lib/scanners that reads the report. */
  scanner: string;
  name: string;
  /** What of the score it measures, the main thing first; empty: none of it. */
  categories: readonly ScoreCategory[];
  measures: string;
  /** Lines of a POSIX shell that bring the tool, in this very version. */
  install: readonly string[];
  /** Folder of `~/.plumbline` that they put it into, where they do. */
  folder?: string;
  /** Container for CI that runs jobs in one; it has what `install` and `command` need. Null: no public one has the tool. */
  image: string | null;
  /** Containers that must run beside it. */
  services?: readonly string[];
  /** Lines that bring what sending needs, where the container has no curl. */
  inImage?: readonly string[];
  /** One command that writes `file`. It does not fail for what it finds, except with the exit code `found`. */
  command: string;
  found?: number;
  file: string;
  /** Secrets that the scan itself needs, by the name of their variable. */
  secrets?: readonly string[];
  /** Other settings that the scan needs, with an example. */
  settings?: readonly (readonly [name: string, example: string])[];
  /** Its empty report names no scanner, so the sender must. */
  isNamed?: boolean;
  note?: string;
}
