import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import type { ScoreView } from '#lib/contracts/posture.ts';
import { GRADES } from '#lib/domain/score/grade.ts';
import { formatNumber, formatPercent } from '#lib/format.ts';
import { factorRules, freshnessSteps, gradeRange, severityRules } from './rules.ts';

/** What a scan counts as it grows older. */
export function FreshnessTable() {
  return (
    <Table aria-label="What a scan counts by its age" className="max-w-md">
      <thead>
        <tr>
          <HeadCell>Age of the scan</HeadCell>
          <HeadCell numeric>Counts</HeadCell>
        </tr>
      </thead>
      <tbody>
        {freshnessSteps().map(({ days, share }) => (
          <Row key={days}>
            <Cell>{share === 1 ? `up to ${days} days` : `${days} days`}</Cell>
            <Cell numeric>{formatPercent(share)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** What open findings take, by severity. */
export function SeverityTable() {
  return (
    <Table aria-label="What open findings take by severity" className="max-w-md">
      <thead>
        <tr>
          <HeadCell>Severity</HeadCell>
          <HeadCell numeric>One takes</HeadCell>
          <HeadCell numeric>All take at most</HeadCell>
        </tr>
      </thead>
      <tbody>
        {severityRules().map(({ severity, first, most }) => (
          <Row key={severity}>
            <Cell>
              <SeverityMark severity={severity} />
            </Cell>
            <Cell numeric>{formatPercent(first, first < 0.1 ? 1 : 0)}</Cell>
            <Cell numeric>{formatPercent(most)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** What makes one finding weigh more or less than another of its severity. */
export function FactorTable() {
  return (
    <Table aria-label="What makes a finding weigh more or less" className="max-w-md">
      <thead>
        <tr>
          <HeadCell>When</HeadCell>
          <HeadCell numeric>It weighs</HeadCell>
        </tr>
      </thead>
      <tbody>
        {factorRules().map(({ what, factor }) => (
          <Row key={what}>
            <Cell>{what}</Cell>
            <Cell numeric>× {formatNumber(factor, 2)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** The five grades; the one that holds here is marked. */
export function GradeList({ grade }: { grade: ScoreView['grade'] }) {
  return (
    <ul className="grid max-w-md grid-cols-5 gap-2 text-center text-13">
      {GRADES.map((one) => (
        <li
          key={one}
          aria-current={one === grade ? 'true' : undefined}
          className={`rounded-control border px-1 py-2 ${one === grade ? 'border-ink bg-sunken' : 'text-soft'}`}
        >
          <span className="block font-semibold text-16">{one}</span>
          <span className="block text-12">{gradeRange(one)}</span>
          {one === grade ? <span className="block font-medium text-12">here</span> : null}
        </li>
      ))}
    </ul>
  );
}
