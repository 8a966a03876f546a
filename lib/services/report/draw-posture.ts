import type { ScoreView } from '#lib/contracts/posture.ts';
import { formatCount, formatNumber, formatSigned } from '#lib/format.ts';
import type { Paper, Pen } from '../pdf/document.ts';
import { heading } from './heading.ts';
import type { Report } from './read-report.ts';
import { orUnknown, totalWords } from './words.ts';

const PARTS: Readonly<Record<ScoreView['waterfall'][number]['part'], string>> = {
  not_measured: 'Not measured, or long ago',
  critical: 'Critical findings',
  high: 'High findings',
  medium: 'Medium findings',
  low: 'Low findings',
  weakest_link: 'The weakest category, once more',
  cap: 'A limit that holds',
};

/** The score, where its points went, its line through the period, and what moved it. */
export function drawPosture(paper: Paper, report: Report): void {
  const { score, open } = report.today;
  paper.newPage();
  heading(paper, 'Posture now');
  paper.pairs([
    ['Score', score.score === null ? 'not known: nothing was ever measured' : `${formatNumber(score.score, 1)} of 100`],
    ['Grade', score.grade ?? 'none'],
    ['Not measured', `${formatNumber(score.not_measured, 1)} of 100 points`],
    ['If no risk were accepted', orUnknown(score.without_acceptances)],
  ]);
  drawWaterfall(paper, score);
  paper.space(6);
  paper.write('Open findings', { face: 'bold', size: 12 });
  paper.pairs([
    ['Critical', String(open.critical)],
    ['High', String(open.high)],
    ['Medium', String(open.medium)],
    ['Severity not stated', String(open.unknown)],
    ['Low', String(open.low)],
    ['Info', String(open.info)],
    ['Fixes past their date', totalWords(report.today.actions_sla.overdue)],
    ['… soon past it', totalWords(report.today.actions_sla.at_risk)],
  ]);
  drawHistory(paper, report);
  drawLedger(paper, report);
}

function drawWaterfall(paper: Paper, { waterfall }: ScoreView): void {
  const lost = waterfall.filter(({ points }) => points > 0);
  if (lost.length === 0) return;
  paper.space(6);
  paper.write('Where the points went', { face: 'bold', size: 12 });
  const most = Math.max(...lost.map(({ points }) => points));
  for (const { part, points } of lost) {
    paper.figure(15, (pen, { x, y, width }) => {
      pen.label(PARTS[part], x, y + 2, 170, { ink: 'text' });
      pen.box(x + 180, y + 2, ((width - 240) * points) / most, 9, part === 'not_measured' ? 'line' : 'mark');
      pen.label(formatNumber(points, 1), x + width - 50, y + 2, 50, { ink: 'text', align: 'right' });
    });
  }
}

const HEIGHT = 110;

/** Days without a row are a gap: no line leads through them. */
function drawHistory(paper: Paper, { days, ledger }: Report): void {
  const known = new Map(days.map(({ day, score }) => [day, score]));
  const all = daysFrom(ledger.from.day, ledger.to.day);
  paper.keep(HEIGHT + 50);
  paper.space(6);
  paper.write(`Score by day, ${ledger.from.day} to ${ledger.to.day}`, { face: 'bold', size: 12 });
  paper.figure(HEIGHT, (pen, place) => {
    const at = (index: number, score: number): [number, number] => [
      place.x + 24 + ((place.width - 24) * index) / Math.max(1, all.length - 1),
      place.y + 6 + ((HEIGHT - 20) * (100 - score)) / 100,
    ];
    for (const level of [0, 25, 50, 75, 100]) {
      const [, y] = at(0, level);
      pen.line(
        [
          [place.x + 24, y],
          [place.x + place.width, y],
        ],
        'line',
        0.5,
      );
      pen.label(String(level), place.x, y - 4, 20, { align: 'right' });
    }
    drawRuns(
      pen,
      all.map((day, index) => pointOf(known.get(day) ?? null, (score) => at(index, score))),
    );
  });
  const missing = all.filter((day) => (known.get(day) ?? null) === null).length;
  if (missing > 0) {
    paper.write(`${missing} of ${all.length} days have no score: nothing is drawn there.`, { size: 9, ink: 'quiet' });
  }
}

type Point = [number, number] | null;

const pointOf = (score: number | null, at: (score: number) => [number, number]): Point =>
  score === null ? null : at(score);

function drawRuns(pen: Pen, points: readonly Point[]): void {
  let run: [number, number][] = [];
  for (const point of [...points, null]) {
    if (point !== null) {
      run.push(point);
      continue;
    }
    if (run.length === 1 && run[0] !== undefined) pen.dot(run[0]);
    else pen.line(run);
    run = [];
  }
}

const DAY = 86_400_000;

function daysFrom(from: string, to: string): string[] {
  const first = Date.parse(`${from}T00:00:00Z`);
  const length = Math.round((Date.parse(`${to}T00:00:00Z`) - first) / DAY) + 1;
  return Array.from({ length }, (_, index) => new Date(first + index * DAY).toISOString().slice(0, 10));
}

function drawLedger(paper: Paper, { ledger }: Report): void {
  paper.keep(120);
  paper.space(6);
  paper.write('What moved it', { face: 'bold', size: 12 });
  const ends = `${orUnknown(ledger.from.score)} at the end of ${ledger.from.day}, ${orUnknown(ledger.to.score)} ${ledger.to.provisional ? 'now' : `at the end of ${ledger.to.day}`} (${ledger.time_zone})`;
  if (ledger.change === null) {
    paper.write(`${ends}. What is not known has no parts.`);
    return;
  }
  paper.write(`${ends}: ${formatSigned(ledger.change)}. The parts add up to it.`);
  paper.pairs(
    ledger.parts.map(({ shown, cause, meaning, entries }) => [
      `${formatSigned(shown)}  ${cause}`,
      `${meaning} ${formatCount(entries, 'entry', 'entries')}.`,
    ]),
  );
  drawMovers(paper, ledger);
}

const SHOWN = 8;

function drawMovers(
  paper: Paper,
  { movers, movers_total, joined, joined_total, left, left_total }: Report['ledger'],
): void {
  if (movers.length > 0) {
    paper.keep(60);
    paper.write('Repositories that moved it most', { face: 'bold', size: 12 });
    paper.pairs(
      movers.slice(0, SHOWN).map(({ repo, from, to }) => [`${formatNumber(from, 1)} → ${formatNumber(to, 1)}`, repo]),
    );
    if (movers_total > SHOWN) paper.write(`and ${movers_total - SHOWN} more`, { size: 9, ink: 'quiet' });
  }
  const names = (rows: readonly { repo: string }[], all: number): string =>
    `${all}${
      all === 0
        ? ''
        : `: ${rows
            .slice(0, SHOWN)
            .map(({ repo }) => repo)
            .join(', ')}${all > SHOWN ? ' …' : ''}`
    }`;
  paper.pairs([
    ['Came since', names(joined, joined_total)],
    ['Left', names(left, left_total)],
  ]);
}
