import { FORMULA_VERSION } from '#lib/domain/score/state.ts';
import { formatNumber, formatSigned } from '#lib/format.ts';
import { Paper } from '../pdf/document.ts';
import { drawPosture } from './draw-posture.ts';
import { drawCoverage, drawExceptions, drawFixes, drawFrameworks, drawPrivileges } from './draw-rest.ts';
import type { Report } from './read-report.ts';
import { orUnknown, time } from './words.ts';

/** A posture report as a document. @returns a PDF */
export function drawReport(report: Report): Promise<Buffer> {
  const at = new Date(report.today.as_of);
  const paper = new Paper({ title: 'Posture report', author: report.organization, at });
  drawCover(paper, report);
  drawPosture(paper, report);
  drawCoverage(paper, report);
  drawFixes(paper, report);
  drawExceptions(paper, report);
  drawPrivileges(paper, report);
  drawFrameworks(paper, report);
  return paper.end();
}

function drawCover(paper: Paper, { organization, part, ledger, today, privileges }: Report): void {
  const { score } = today;
  paper.space(90);
  paper.write(organization, { size: 11, ink: 'quiet', after: 6 });
  paper.write('Posture report', { face: 'bold', size: 26, after: 4 });
  paper.write(part ?? 'All repositories', { size: 13, ink: 'quiet', after: 14 });
  if (today.organization.demo)
    paper.write('These are invented data: the demo of Plumbline.', { face: 'bold', ink: 'warn', after: 10 });
  const change = ledger.change === null ? 'not known' : formatSigned(ledger.change);
  paper.pairs([
    ['Period', `${ledger.from.day} to ${ledger.to.day}, days of ${ledger.time_zone}`],
    ['Score', `${orUnknown(score.score)}${score.grade === null ? '' : `, grade ${score.grade}`}`],
    ['In the period', `${orUnknown(ledger.from.score)} → ${orUnknown(ledger.to.score)} (${change})`],
    ['Not measured', `${formatNumber(score.not_measured, 1)} of 100 points`],
    ['As of', time(today.as_of)],
  ]);
  paper.space(16);
  paper.rule();
  paper.write('What the numbers mean', { face: 'bold', size: 12 });
  for (const text of MEANING) paper.write(text, { after: 6 });
  paper.space(4);
  paper.write('How old the data are', { face: 'bold', size: 12 });
  paper.pairs([
    ['Oldest score', time(score.scored_at)],
    ...score.categories
      .filter(({ exempt }) => !exempt)
      .map(({ category, last_success_at: at }) => [`Newest ${category} report`, time(at)] as const),
    ['Oldest picture of rights', privileges.systems === 0 ? 'there is none' : time(privileges.as_of)],
  ]);
}

const MEANING = [
  `The score goes from 0 to 100, by formula version ${FORMULA_VERSION}. Points are earned by measuring and being clean: a category that no ` +
    'scanner reports earns nothing, as if the worst were there, and an old scan counts less and less. Not known is never shown as clean.',
  'The score of several repositories is 70 % of their mean, weighted by how much depends on each, and 30 % of the mean of the worst ' +
    'quarter. So one neglected repository is not hidden by many good ones.',
  'What moved the score is added up from the entries that each change wrote when it happened. Fixed means that a scan which could have ' +
    'seen the finding did not see it any more, never that somebody said so. An accepted risk still counts, with a quarter of its weight.',
];
