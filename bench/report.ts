import { cpus, release, totalmem } from 'node:os';

export interface Line {
  what: string;
  measured: string;
  target: string;
  met: boolean | null;
}

export interface Report {
  lines: Line[];
  add(line: Line): void;
}

export function newReport(): Report {
  const lines: Line[] = [];
  return {
    lines,
    add: (line) => {
      lines.push(line);
      const mark = line.met === null ? ' ' : line.met ? '✓' : '✗';
      process.stdout.write(`${mark} ${line.what}: ${line.measured}${line.target ? ` (target ${line.target})` : ''}\n`);
    },
  };
}

/** The report as Markdown, with the machine that it was measured on. */
export function asMarkdown(report: Report, at: Date): string {
  const cpu = cpus();
  const machine = `${cpu.length} × ${cpu[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, kernel ${release()}, Node ${process.version}`;
  const rows = report.lines.map(
    (line) =>
      `| ${line.what} | ${line.measured} | ${line.target} | ${line.met === null ? '' : line.met ? 'yes' : '**no**'} |`,
  );
  return [
    '# The last bench',
    '',
    `${at.toISOString()} · ${machine}. Absolute figures move with the machine and with what else it does; ratios hold.`,
    '',
    '| what | measured | target | met |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
