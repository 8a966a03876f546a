import type { Sql } from '#db/client.ts';
import { type Harness, startHarness } from '../../testing.ts';
import { inProcessReader } from '../read/in-process.ts';

/** Real ingest that reads reports in this process: hundreds of small reports a second. */
export const startFastHarness = (): Promise<Harness> => startHarness(undefined, { readers: inProcessReader });

/** One finding of a generated report. `variant` is the folder of its file. */
export interface Line {
  key: string;
  variant?: string;
  suppressed?: boolean;
}

export const resultsOf = (lines: readonly Line[]) =>
  lines.map(({ key, variant = 'src', suppressed = false }, index) => ({
    rule: `rule-${key}`,
    file: `${variant}/${key}.ts`,
    line: 10 + index,
    code: `call("${key}");`,
    suppressed,
  }));

/** The state of every finding of a repository, by its rule's letter. */
export async function statesOf(sql: Sql, repo: string): Promise<Record<string, string>> {
  const rows = await sql<{ rule: string; state: string }[]>`
    select f.rule_id as rule, f.state from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id where r.slug = ${repo} order by f.rule_id`;
  return Object.fromEntries(rows.map((row) => [row.rule.replace('rule-', ''), row.state]));
}
