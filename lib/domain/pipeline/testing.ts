import { type Judgement, judge } from './judge.ts';
import type { ParsedFile } from './model.ts';
import { readPipeline } from './read-pipeline.ts';
import type { Known } from './rule.ts';
import { RULES } from './rules.ts';

/** For tests: one tool that scans. */
export const KNOWN: Known = { tools: new Set(['kettlescan']) };

/** For tests: a file that must be readable. */
export function parsed(text: string, path: string | null = null): ParsedFile {
  const file = readPipeline(text, path);
  if ('message' in file) throw new Error(`line ${file.line}: ${file.message}`);
  return file;
}

/** For tests: what one rule says of a file. */
export function judgedBy(rule: string, text: string, path: string | null = null): Judgement[] {
  return judge(
    parsed(text, path),
    KNOWN,
    RULES.filter(({ id }) => id === rule),
  );
}

/** For tests: a workflow with one job of these steps. */
export function workflowOf(on: string, steps: string, job = ''): string {
  const indented = (text: string, by: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => (line === '' ? '' : `${by}${line}`))
      .join('\n');
  const more = job === '' ? '' : `${indented(job, '    ')}\n`;
  return `on: ${on}\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-latest\n${more}    steps:\n${indented(steps, '      ')}\n`;
}
