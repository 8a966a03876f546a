import type { FrameworkCheck, FrameworkControl, FrameworkView } from '#lib/contracts/framework.ts';
import { type Check, checkId, type Framework } from '#lib/domain/framework/framework.ts';
import { type JudgedCheck, type JudgedControl, judgeControl, totalsOf } from '#lib/domain/framework/judge-control.ts';
import { formatCount } from '#lib/format.ts';
import type { CountedChecks } from './count-checks.ts';

export function frameworkViewOf(framework: Framework, counted: CountedChecks, at: Date): FrameworkView {
  const judged = framework.controls.map((control) => judgeControl(control, counted.counts));
  const { id, name, about, page } = framework;
  return {
    ...{ id, name, about, page },
    totals: totalsOf(judged),
    as_of: at.toISOString(),
    looked: lookedView(counted),
    controls: judged.map((each) => controlView(each, counted)),
  };
}

export function lookedView({ looked }: CountedChecks): FrameworkView['looked'] {
  return { repositories: looked.code, without_pipelines: looked.withoutFiles, systems: looked.systems };
}

function controlView({ control, state, checks }: JudgedControl, counted: CountedChecks): FrameworkControl {
  const { id, title, part, page } = control;
  return { id, title, part, state, page, checks: checks.map((each) => checkView(each, counted)) };
}

function checkView(judged: JudgedCheck, counted: CountedChecks): FrameworkCheck {
  const { check, state, pass, fail, unknown } = judged;
  const isRule = (check.kind === 'privilege' || check.kind === 'pipeline') && check.rule !== 'provenance';
  const findings = isRule ? counted.findings.get(check.rule) : undefined;
  return {
    ...{ id: checkId(check), kind: check.kind, title: check.title, state, pass, fail, unknown },
    open: isRule ? (findings?.open ?? 0) : null,
    accepted: isRule ? (findings?.accepted ?? 0) : null,
    missing: unknown === 0 ? null : missingOf(check, unknown, counted),
    url: evidenceOf(judged),
  };
}

/** What somebody has to do so that it is known. */
function missingOf(check: Check, unknown: number, { looked }: CountedChecks): string {
  const repositories = formatCount(unknown, 'repository', 'repositories');
  switch (check.kind) {
    case 'privilege':
    case 'answered':
      return looked.systems === 0
        ? 'Deliver an inventory of your organization: POST /api/v1/inventories.'
        : 'A section of the inventory could not be read, or it is older than 7 days. Its upload says which, and why.';
    case 'pipeline':
      return check.rule === 'provenance'
        ? `In ${repositories} no pipeline that publishes is seen to sign a statement of what it made.`
        : `Deliver the files of the pipelines of ${repositories}, at least every 7 days.`;
    case 'scan':
      return `${repositories} had no whole ${check.category} scan in the last 7 days.`;
    case 'gate':
      return `No report of the default branch was judged in the last 30 days in ${repositories}.`;
  }
}

function evidenceOf({ check, state }: JudgedCheck): string {
  const rule = 'rule' in check ? encodeURIComponent(check.rule) : '';
  switch (check.kind) {
    case 'privilege':
      return state === 'fail' ? `/findings?rule=${rule}` : '/ingest';
    case 'pipeline':
      return state === 'fail' && rule !== 'provenance' ? `/findings?rule=${rule}` : '/pipelines';
    case 'answered':
      return '/ingest';
    case 'scan':
      return state === 'fail' ? `/findings?category=${check.category}&severity=critical,high` : '/repositories';
    case 'gate':
      return state === 'fail' ? '/policy/gates?outcome=fail' : '/policy/gates';
  }
}
