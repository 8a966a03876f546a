import { seedLarge } from '#db/testing-seed.ts';
import { seedActions } from '#db/testing-seed-actions.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { inOwnDatabase, timeView } from '../own-database.ts';
import type { Plumbline } from '../plumbline.ts';
import type { Report } from '../report.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const REPOSITORIES = 2000;
const PER_REPOSITORY = 100;
const FINDINGS = Number(process.env.BENCH_FINDINGS ?? 1_000_000);
const NAME = 'plumbline_bench_queue';
/** A developer's repositories, by the width of what the teams own. */
const WIDTHS = [8, 40, 200];

const QUESTIONS: readonly [what: string, params: Record<string, string>][] = [
  ['all', {}],
  ['one lane', { lane: 'by_value' }],
  ['watched', { lane: 'watch' }],
  ['nobody works on it', { state: 'open' }],
  ['claimed', { state: 'claimed' }],
  ['nobody’s', { assignee: 'nobody' }],
  ['one kind', { kind: 'upgrade' }],
  ['one category', { category: 'iac' }],
  ['one severity', { severity: 'critical' }],
  ['overdue', { due: 'overdue' }],
  ['due within a week, nobody’s', { due: 'week', assignee: 'nobody' }],
  ['overdue by the SLA', { sla: 'overdue' }],
  ['at risk by the SLA', { sla: 'at_risk' }],
  ['one repository', { repo: 'acme/repo-7' }],
];

/** First pages of a queue of 200,000 fixes beside the bench's number of findings, in a database of its own, by its view. */
export async function queue(plumbline: Plumbline, report: Report): Promise<void> {
  await inOwnDatabase(plumbline, {
    name: NAME,
    now: NOW,
    seed: async (sql) => {
      const findingsPerRepository = Math.ceil(FINDINGS / REPOSITORIES);
      await seedLarge(sql, { repositories: REPOSITORIES, findingsPerRepository }, NOW);
      await seedActions(sql, { repositories: REPOSITORIES, perRepository: PER_REPOSITORY }, NOW);
    },
    measure: async (ctx) => {
      const time = (what: string, of: typeof ctx, params: Record<string, string>): Promise<void> => {
        const asked = actionListParams.parse(params);
        return timeView(what, { ctx: of, report, name: NAME }, () => getActions(of, asked));
      };
      for (const [what, params] of QUESTIONS) await time(`queue of 200,000, ${what}`, ctx, params);
      for (const width of WIDTHS) {
        const ids = Array.from({ length: width }, (_, index) => 1 + index * Math.floor(REPOSITORIES / width));
        const narrow = { ...ctx, readScope: narrowed(ctx.readScope, ids) };
        await time(`queue of ${width} of ${REPOSITORIES} repositories`, narrow, {});
        await time(`queue of ${width} of ${REPOSITORIES} repositories, overdue`, narrow, { due: 'overdue' });
      }
    },
  });
}
