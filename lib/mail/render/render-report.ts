import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import type { DueReport } from '#lib/domain/report-schedule/due-report.ts';
import { formatScore, formatSigned } from '#lib/format.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

export interface ReportMail {
  organization: string;
  /** Name of the schedule. */
  schedule: string;
  due: DueReport;
  /** Name of the part of the organization that it is about; null: all that the reader sees. */
  part: string | null;
  /** Where the report is made. */
  address: string;
  score: { from: number | null; to: number | null; change: number | null };
  /** Counts only: no names. */
  minimal: boolean;
}

function verdictOf({ from, to, change }: ReportMail['score']): string {
  if (to === null) return 'The score at the end of the period is not known.';
  if (from === null || change === null) return `The score is ${formatScore(to)}; the one before is not known.`;
  return `The score went from ${formatScore(from)} to ${formatScore(to)}, by ${formatSigned(change)} points.`;
}

/** Says that a report is ready. The report itself stays where people sign in: it names findings, reasons and people. */
export async function renderReport(mail: ReportMail): Promise<RenderedMail> {
  const { due, part, score, minimal } = mail;
  const of = part === null || minimal ? '' : ` of ${safeLine(part, 60)}`;
  const title = `Posture report${of}: ${due.name}`;
  const tone = score.change === null || score.change === 0 ? 'plain' : score.change > 0 ? 'better' : 'worse';
  return renderMail({
    subject: title,
    preview: verdictOf(score),
    about: [safeLine(mail.organization), `${due.from} to ${due.to}`],
    title,
    blocks: [
      { kind: 'verdict', tone, text: [{ text: verdictOf(score), strong: true }] },
      {
        kind: 'paragraph',
        text: [
          'The report, with what moved it, is at ',
          { text: 'Reports', href: mail.address },
          '. It shows what you may see.',
        ],
      },
    ],
    footer: [
      [`You are on the list of the schedule “${safeLine(mail.schedule)}”. Who keeps schedules can take you off.`],
    ],
  });
}
