import { formatCount, formatNumber, formatPercent, formatSigned } from '#lib/format.ts';
import type { Paper } from '../pdf/document.ts';
import { heading } from './heading.ts';
import type { Report } from './read-report.ts';
import { orUnknown, time, totalWords } from './words.ts';

/** What is measured, and what went quiet. */
export function drawCoverage(paper: Paper, { today }: Report): void {
  paper.newPage();
  heading(paper, 'Coverage');
  const { total, measured } = today.repositories;
  paper.write(`${formatNumber(measured)} of ${formatCount(total, 'repository', 'repositories')} have a score.`);
  paper.pairs(
    today.score.categories.map(({ category, weight, confidence, last_success_at, exempt }) => [
      category,
      exempt
        ? 'does not apply: exempt'
        : `${formatPercent(confidence)} of its ${formatNumber(weight, 1)} points measured; last complete report ${time(last_success_at)}`,
    ]),
  );
  if (today.silent.length === 0) return;
  paper.space(6);
  const { silent, silent_total: quiet } = today;
  const title =
    quiet > silent.length ? `Went quiet: ${formatNumber(silent.length)} of ${formatNumber(quiet)}` : 'Went quiet';
  paper.write(title, { face: 'bold', size: 12 });
  for (const { repo, pipeline, scanner, text } of silent) {
    paper.write(`${repo}, ${pipeline}, ${scanner}: ${text}`, { size: 9.5, after: 2 });
  }
}

/** What is to be done next. */
export function drawFixes(paper: Paper, { queue }: Report): void {
  paper.space(14);
  heading(paper, 'What to do next');
  paper.write(`The first ${queue.items.length} of ${totalWords(queue.total)} in the queue, by rank.`);
  for (const [index, { title, repo, repositories, points, due_at: due, overdue }] of queue.items.entries()) {
    paper.keep(34);
    paper.write(`${index + 1}. ${title}`, { face: 'bold', size: 10, after: 1 });
    const where = repo ?? formatCount(repositories.count, 'repository', 'repositories');
    const date = due === null ? 'no date' : `${overdue ? 'was due' : 'due'} ${due.slice(0, 10)}`;
    const gain = `${formatSigned(points.organization)} points`;
    paper.write(`${where}; ${gain}; ${date}`, { size: 9, ink: overdue ? 'warn' : 'quiet', after: 4 });
  }
}

/** What decisions hide: who decided, why, and until when. */
export function drawExceptions(paper: Paper, { decisions, exceptions }: Report): void {
  paper.newPage();
  heading(paper, 'Exceptions');
  paper.pairs([
    ['Risks accepted', formatCount(decisions.accepted, 'finding')],
    ['Points hidden by that', orUnknown(decisions.points_hidden)],
    ['False positives', formatCount(decisions.false_positives, 'finding')],
    ['Suppressed by scanners', `${formatCount(decisions.suppressed, 'finding')}; statements of theirs, not decisions`],
    ['Waiting for a decision', totalWords(decisions.waiting)],
    ['Ending within 14 days', totalWords(decisions.expiring)],
  ]);
  if (exceptions.items.length === 0) return;
  paper.space(6);
  paper.write('Accepted risks in force', { face: 'bold', size: 12 });
  for (const { finding, reason, requested_by, decided_by, decided_at, expires_at } of exceptions.items) {
    paper.keep(52);
    paper.write(`${finding.ref}: ${finding.title} (${finding.severity})`, { face: 'bold', size: 9.5, after: 1 });
    const by = decided_by === null ? 'approved by nobody' : `approved by ${decided_by.name}, ${time(decided_at)}`;
    const until = expires_at === null ? 'no end' : `until ${expires_at.slice(0, 10)}`;
    paper.write(`Asked for by ${requested_by.name}; ${by}; ${until}`, { size: 9, ink: 'quiet', after: 1 });
    paper.write(`“${reason}”`, { size: 9, after: 5 });
  }
  if (exceptions.more) paper.write('There are more; the list of exceptions has all.', { size: 9, ink: 'quiet' });
}

/** Who may do what, in figures. */
export function drawPrivileges(paper: Paper, { privileges: all }: Report): void {
  paper.space(14);
  heading(paper, 'Privileges');
  if (all.systems === 0) {
    paper.write('No inventory was delivered: who may do what is not known.', { ink: 'warn' });
    return;
  }
  const names = ({ first, total }: { first: readonly { name: string }[]; total: { value: number } }): string =>
    first.length === 0 ? '' : `: ${first.map(({ name }) => name).join(', ')}${total.value > first.length ? ' …' : ''}`;
  paper.pairs([
    ['Systems', String(all.systems)],
    ['Oldest picture', time(all.as_of)],
    ['Principals', totalWords(all.principals)],
    ['Administrators', totalWords(all.admins)],
    ['Gained that in 7 days', `${totalWords(all.gained_admin.total)}${names(all.gained_admin)}`],
    ['Reach production alone', `${totalWords(all.paths_alone.total)}${names(all.paths_alone)}`],
    ['Rights', totalWords(all.rights)],
    [`Not used for ${all.unused_days} days`, totalWords(all.unused_rights)],
    ['Use not told', totalWords(all.use_untold)],
    ['Secrets and keys', totalWords(all.credentials)],
    ['Past their rotation', `${totalWords(all.overdue.total)}${names(all.overdue)}`],
    ['Age not told', totalWords(all.age_untold)],
    ['Open findings about rights', totalWords(all.findings)],
  ]);
}

export function drawFrameworks(paper: Paper, { frameworks }: Report): void {
  paper.space(14);
  heading(paper, 'Frameworks');
  paper.write('Controls by what evidence says. Unknown is not passed: nothing was seen that could have failed.');
  paper.pairs(
    frameworks.items.map(({ name, totals }) => [
      name,
      `${totals.pass} pass, ${totals.fail} fail, ${totals.unknown} unknown, ${totals.not_applicable} do not apply`,
    ]),
    250,
  );
}
