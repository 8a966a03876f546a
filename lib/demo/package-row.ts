import type { Level, Problem } from './issue.ts';

type Row = readonly [
  name: string,
  version: string,
  fixed: string,
  advisory: string,
  level: Level,
  cwe: number,
  title: string,
];

/** Rows of a catalogue as problems of packages. */
export const packages = (rows: readonly Row[]): Problem[] =>
  rows.map(([name, version, fixed, advisory, level, cwe, title]) => ({
    rule: advisory,
    title,
    level,
    cwe,
    code: '',
    package: { name, version, fixed, advisory },
  }));
