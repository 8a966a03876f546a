import { PageHead } from '#components/ui/page-head.tsx';
import { MakeReport } from './make-report.tsx';
import { Schedules } from './schedules.tsx';

export interface ReportsScreenProps {
  period: { from: string; to: string };
  /** The organization's day. */
  today: string;
  /** Whether the person may see what comes to whom. */
  mayRead: boolean;
}

/** The posture as a document: made now, or by schedule. */
export function ReportsScreen({ period, today, mayRead }: ReportsScreenProps) {
  return (
    <>
      <PageHead
        title="Reports"
        answer="A document for a board or an auditor: what the numbers mean, what moved the score in a period, coverage, exceptions with who decided and why, privileges, frameworks, and how old the data are."
      />
      <div className="flex max-w-[960px] flex-col gap-6">
        <MakeReport period={period} today={today} />
        {mayRead ? <Schedules /> : null}
      </div>
    </>
  );
}
