import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import type { EvidenceRow } from '#lib/domain/access-review/evidence-row.ts';
import { levelName } from '#lib/domain/access-review/why.ts';
import { Paper } from '../pdf/document.ts';

export interface Evidence {
  organization: string;
  review: DrawnReview;
  /** The newest moment of which something is said. */
  asOf: Date;
}

/** A review but for what depends on who asks, and when. */
export type DrawnReview = Omit<ReviewDetail, 'mine' | 'may' | 'overdue' | 'figures'> & {
  figures: Omit<NonNullable<ReviewDetail['figures']>, 'overdue' | 'waiting'> | null;
};

const time = (text: string | null): string =>
  text === null ? 'not told' : text === 'never' ? 'never' : `${text.slice(0, 16).replace('T', ' ')} UTC`;
const count = (number: number, one: string): string =>
  `${number.toLocaleString('en-US')} ${one}${number === 1 ? '' : 's'}`;
const percent = (share: number | null): string =>
  share === null ? 'nothing is decided' : `${Math.round(share * 1000) / 10} %`;
const yes = (flag: boolean | null): string => (flag === null ? 'not told' : flag ? 'yes' : 'no');

/** The evidence of a review as a document: what it means, its figures, and every right with what became of it. */
export async function drawEvidence(
  evidence: Evidence,
  rows: AsyncIterable<EvidenceRow>,
  csv: { name: string; sha256: string },
): Promise<Buffer> {
  const { organization, review, asOf } = evidence;
  const paper = new Paper({ title: `Access review: ${review.name}`, author: organization, at: asOf });
  drawCover(paper, evidence);
  drawFigures(paper, evidence);
  await drawRights(paper, rows);
  drawProof(paper, review, csv);
  return paper.end();
}

function drawCover(paper: Paper, { organization, review, asOf }: Evidence): void {
  paper.space(90);
  paper.write(organization, { size: 11, ink: 'quiet', after: 6 });
  paper.write('Access review', { size: 13, ink: 'quiet', after: 2 });
  paper.write(review.name, { face: 'bold', size: 26, after: 14 });
  const ended =
    review.ended_at === null ? 'open' : `${review.state} on ${time(review.ended_at)} by ${review.ended_by?.name}`;
  paper.pairs([
    ['State', ended],
    ['Begun', `${time(review.created_at)} by ${review.created_by.name}`],
    ['Due', time(review.due_at)],
    ['As of', time(asOf.toISOString())],
    ['About', `${count(review.items, 'right')} of ${count(review.principals, 'principal')}`],
    ['Scope', scopeWords(review)],
    ...(review.end_note === null ? [] : [['Note', review.end_note] as const]),
  ]);
  paper.space(16);
  paper.rule();
  paper.write('What this document says', { face: 'bold', size: 12 });
  const undecided =
    review.undecided === 0
      ? 'Every right was decided.'
      : `${count(review.undecided, 'right')} of it ${review.undecided === 1 ? 'was' : 'were'} not decided, and ${review.undecided === 1 ? 'is' : 'are'} listed as such.`;
  paper.write(
    'Plumbline froze who may do what, as the inventories below say it, and asked people whether each right is still needed. ' +
      'Nobody was asked about what is known to be their own. A right to maintain or administer, and every right on production, was ' +
      `decided by itself and with a reason. ${undecided}`,
  );
  paper.write(
    'Revoking does not take a right away: somebody does so in the system. “Verified” means that a later inventory, in which that ' +
      'part could be read, no longer has the right. What was not told is “unknown” and never counts as done.',
  );
  paper.space(8);
  paper.write('Frozen from', { face: 'bold', size: 12 });
  paper.pairs(
    review.snapshots.map(({ system, number, collected_at: at, unread }) => [
      system,
      `inventory ${number}, collected ${time(at)}${unread.length === 0 ? '' : `; not read: ${unread.join(', ')}`}`,
    ]),
  );
}

function scopeWords({ scope }: DrawnReview): string {
  const parts = [
    scope.systems.length === 0 ? 'all systems' : scope.systems.join(', '),
    scope.kinds.length === 0 ? null : `only ${scope.kinds.join(', ')}`,
    scope.level_min === 0 ? null : `level ${levelName(scope.level_min)} and higher`,
    scope.production_only ? 'on production only' : null,
    scope.resource === null ? null : `on what is called “${scope.resource}”`,
    scope.unused_days === null ? null : `not used for ${scope.unused_days} days`,
  ];
  return parts.flatMap((part) => part ?? []).join('; ');
}

function drawFigures(paper: Paper, { review }: Evidence): void {
  const { figures } = review;
  paper.newPage();
  paper.write('Figures', { face: 'bold', size: 16, after: 8 });
  paper.pairs([
    ['Certified', String(review.certified)],
    ['Revoked', String(review.revoked)],
    ['Changed', String(review.changed)],
    ['Not decided', String(review.undecided)],
  ]);
  if (figures === null) return;
  const { verification } = figures;
  paper.pairs([
    ['High', `${figures.high}, decided one by one`],
    ['Approved', percent(figures.approval_rate)],
    ['Approved many at once', percent(figures.bulk_approval_rate)],
    ['Taken away: verified', String(verification.verified)],
    ['… still there', String(verification.present)],
    ['… no inventory since', String(verification.pending)],
    ['… unknown', String(verification.unknown)],
  ]);
  paper.space(10);
  paper.write('Who decided', { face: 'bold', size: 12 });
  for (const each of figures.reviewers) {
    const pace =
      each.median_seconds === null
        ? 'in one go'
        : `${each.median_seconds} s for each right in the median, ${each.fastest_seconds} s at the fastest`;
    paper.pairs([
      [
        each.person.name,
        `${each.decided} decided: ${each.certified} certified (${each.certified_in_bulk} with others at once), ${each.revoked} revoked, ${each.changed} changed; ${pace}`,
      ],
    ]);
  }
  if (review.delegations.length === 0) return;
  paper.space(10);
  paper.write('Delegated', { face: 'bold', size: 12 });
  for (const { from, to, reason, at, items } of review.delegations) {
    paper.pairs([[time(at), `${count(items, 'right')} from ${from.name} to ${to.name}: ${reason}`]]);
  }
}

async function drawRights(paper: Paper, rows: AsyncIterable<EvidenceRow>): Promise<void> {
  paper.newPage();
  paper.write('Every right', { face: 'bold', size: 16, after: 8 });
  for await (const row of rows) drawRight(paper, row);
}

function drawRight(paper: Paper, row: EvidenceRow): void {
  const { principal, target, decision, verification, risk } = row;
  paper.keep(96);
  const on = row.kind === 'membership' ? `in ${target.name}` : `on ${target.name}`;
  paper.write(`${row.number}. ${principal.name}: ${row.permission} ${on}`, { face: 'bold', size: 10.5, after: 1 });
  const production = target.production === null ? '' : `, production by “${target.production}”`;
  const about = `${row.system}, ${principal.kind}, level ${levelName(row.level)}${production}; ${row.why}`;
  paper.write(about, { size: 9, ink: 'quiet', after: 1 });
  const facts = `last used ${time(row.last_used)}, ends ${time(row.expires)}, unused: ${yes(risk.unused)}, on a way to production: ${yes(risk.on_path)}, nobody answers for it: ${yes(risk.ownerless)}${risk.stale ? ', as it was told before' : ''}`;
  paper.write(facts, { size: 9, ink: 'quiet', after: 3 });
  const asked = row.reviewer === null ? '' : ` (asked: ${row.reviewer.name})`;
  if (decision === null) paper.write(`Not decided${asked}`, { face: 'bold', size: 9.5, ink: 'warn', after: 3 });
  else {
    const to = decision.to_level === null ? '' : ` to ${levelName(decision.to_level)}`;
    const bulk = decision.in_bulk ? ', with others at once' : '';
    paper.write(
      `${WORDS[decision.decision] ?? decision.decision}${to} by ${decision.by.name}, ${time(decision.at)}${bulk}${decision.by.name === row.reviewer?.name ? '' : asked}`,
      { size: 9.5, after: 2 },
    );
    if (decision.reason !== null) paper.write(`“${decision.reason}”`, { size: 9.5, after: 2 });
  }
  if (verification !== null) {
    const isDone = verification.state === 'verified';
    paper.write(verifiedWords(verification), { face: 'bold', size: 9.5, ink: isDone ? 'text' : 'warn', after: 2 });
  }
  paper.space(3);
  paper.rule();
}

const WORDS: Readonly<Record<string, string>> = { certify: 'Certified', revoke: 'Revoked', change: 'Changed' };

function verifiedWords({ state, snapshot, at }: NonNullable<EvidenceRow['verification']>): string {
  const by = `inventory ${snapshot}, collected ${time(at)}`;
  switch (state) {
    case 'verified':
      return `Verified: gone in ${by}`;
    case 'present':
      return `Still there in ${by}`;
    case 'unknown':
      return `Unknown: ${by} was read without the part that would tell`;
    default:
      return 'No inventory since';
  }
}

function drawProof(paper: Paper, review: DrawnReview, csv: { name: string; sha256: string }): void {
  paper.keep(190);
  paper.space(6);
  paper.write('How to verify this', { face: 'bold', size: 14, after: 6 });
  paper.write(
    'The signed statement (evidence.json) names this document and the table by their SHA-256, and is signed with the key of the ' +
      'installation (Ed25519, DSSE envelope, in-toto statement). With the key in a file, no network is needed:',
  );
  paper.write('plumbline verify FILE --evidence evidence.json --keys signing-keys.json', {
    face: 'mono',
    size: 9,
    after: 8,
  });
  paper.pairs([
    ['SHA-256 of the frozen rights', review.frozen_hash, 'mono'],
    ['… with the decisions', review.decided_hash ?? 'the review is not closed', 'mono'],
    [csv.name, csv.sha256, 'mono'],
  ]);
}
