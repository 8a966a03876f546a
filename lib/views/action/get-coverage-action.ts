import type { Context } from '#lib/context.ts';
import type { ActionView } from '#lib/contracts/action-view.ts';
import { coverageSteps } from '#lib/domain/action/coverage-words.ts';
import { Fault } from '#lib/errors.ts';
import { encodeId, type RepositoryNumber } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { tenths } from '#lib/views/tenths.ts';
import { actionHref } from './action-row.ts';
import { actionRows } from './action-rows.ts';
import { actionTicket } from './action-ticket.ts';
import { coverageEntries } from './queue.ts';

const ELSEWHERE = 20;

/** An action on coverage: of one repository, or (repository 0) of all that the caller sees. @throws Fault not_found */
export async function getCoverageAction(ctx: Context, { repoId, number }: RepositoryNumber): Promise<ActionView> {
  permit(ctx, 'finding:read', 'repositories');
  const entries = await coverageEntries(ctx, repoId === 0 ? null : [repoId]);
  const entry = entries.find((one) => one.number === number);
  const [row] = entry ? await actionRows(ctx, [entry]) : [];
  if (entry?.kind !== 'coverage' || !row) throw new Fault('not_found', 'There is no such action.');
  const { repositories, category, step } = entry.coverage;
  const action = {
    ...row,
    steps: coverageSteps(entry.coverage),
    ...{ help_url: null, open_since: null, last_report_at: null, closed_at: null, findings: [], history: [] },
    // It ends by itself when a scanner reports.
    watch: { mine: false, watchers: 0, may: false },
    coverage: { category, step },
    elsewhere:
      repositories.length === 1
        ? []
        : repositories.slice(0, ELSEWHERE).map(({ repoId: at, name, points }) => {
            const id = encodeId('coverage', { repoId: at, number });
            return { id, repo: name, open: 0, points: tenths(points), url: actionHref(id) };
          }),
  };
  return { ...action, ticket: actionTicket(action, ctx.publicUrl) };
}
