'use client';

import { Card } from '#components/ui/card.tsx';
import { CalendarDay, RelativeTime } from '#components/ui/relative-time.tsx';
import type { RetentionPreview, RetentionView } from '#lib/contracts/retention.ts';
import { LEAST_AUDIT_DAYS } from '#lib/domain/retention/keep-audit.ts';
import { LEAST_PRIVILEGES_DAYS } from '#lib/domain/retention/keep-privileges.ts';
import {
  DENIAL_WINDOW_MINUTES,
  KEEP_MAILS_DAYS,
  KEEP_OUTBOX_DAYS,
  KEEP_OUTBOX_FOR_SINKS_DAYS,
  KEEP_SESSIONS_DAYS,
  SIGN_IN_WINDOW_MINUTES,
} from '#lib/domain/retention/records.ts';
import { formatBytes, formatCount } from '#lib/format.ts';
import type { Choice } from './keeping-choice.tsx';
import { type Keeping, KeepingForm } from './keeping-form.tsx';

export interface RetentionSectionProps {
  retention: RetentionView;
  /** Typed where a change removes something. */
  slug: string;
}

const REPORTS: readonly Choice<Keeping>[] = [
  { value: 'all', label: 'Keep every report', means: 'Each upload can be downloaded for good.' },
  {
    value: 'days',
    label: 'Keep reports for some days',
    means: 'Counted from their arrival. The newest report of each pipeline stays however old it is.',
  },
  {
    value: 'none',
    label: 'Remove reports once they are read',
    means:
      'Within the hour. After an upgrade that recognises findings in another way, Plumbline cannot read old reports again: some findings may then be fixed and introduced anew.',
  },
];

const AUDIT: readonly Choice<Keeping>[] = [
  { value: 'all', label: 'Keep every entry', means: 'What was done can be looked up for good.' },
  {
    value: 'days',
    label: 'Keep entries for some days',
    means: `At least ${LEAST_AUDIT_DAYS}. What is removed is noted in the log itself, so that it can still be checked for changes.`,
  },
];

const PRIVILEGES: readonly Choice<Keeping>[] = [
  { value: 'all', label: 'Keep every snapshot', means: 'Who could do what on any day can be looked up for good.' },
  {
    value: 'days',
    label: 'Keep snapshots for some days',
    means: `At least ${LEAST_PRIVILEGES_DAYS}, counted from when they were collected. Changes that they showed and their stored inventories go with them. The newest snapshot of each system stays, and so does what an access review is about until it is over.`,
  },
];

/** What is removed without anybody's say. */
const BY_ITSELF: readonly { what: string; when: string; job: keyof RetentionView['ran_at'] }[] = [
  { what: 'Sessions', when: `${KEEP_SESSIONS_DAYS} days after they ended`, job: 'records' },
  { what: 'Mails', when: `${KEEP_MAILS_DAYS} days after they were made`, job: 'records' },
  {
    what: 'Counts of failed sign-ins',
    when: `After ${SIGN_IN_WINDOW_MINUTES} minutes; the audit log keeps the first failure and each lock-out`,
    job: 'records',
  },
  {
    what: 'Counts of refused requests',
    when: `After ${DENIAL_WINDOW_MINUTES} minutes; the audit log keeps that there were some`,
    job: 'records',
  },
  {
    what: 'Events for mails and webhooks',
    when: `After ${KEEP_OUTBOX_DAYS} days; what a webhook has not got yet, after ${KEEP_OUTBOX_FOR_SINKS_DAYS}`,
    job: 'outbox',
  },
  {
    what: 'Messages to webhooks',
    when: `${KEEP_OUTBOX_DAYS} days after they were made, once they were taken or given up`,
    job: 'outbox',
  },
];

function goingOfPrivileges({
  snapshots,
  changes,
  inventories,
  inventory_bytes: bytes,
}: RetentionPreview): string | null {
  if (snapshots === 0) return null;
  const stored =
    inventories === 0
      ? ''
      : `, ${formatCount(inventories, 'stored inventory', 'stored inventories')} (${formatBytes(bytes)})`;
  return `${formatCount(snapshots, 'snapshot')} with ${formatCount(changes, 'change')}${stored}`;
}

function LastRun({ at }: { at: string | null }) {
  return (
    <span className="whitespace-nowrap text-12 text-faint">
      {at === null ? (
        'Has not run yet'
      ) : (
        <>
          Last run <RelativeTime at={at} />
        </>
      )}
    </span>
  );
}

/** How long reports, the audit log and snapshots of privileges are kept, and what is removed in any case. */
export function RetentionSection({ retention, slug }: RetentionSectionProps) {
  const { stored, audit, privileges, ran_at: ranAt } = retention;
  return (
    <div className="flex max-w-[640px] flex-col gap-6">
      <Card
        title="Reports as they were delivered"
        note={`${formatCount(stored.reports, 'report')} stored, ${formatBytes(stored.bytes)} on the disk. Findings, scores and history stay in any case.`}
        actions={<LastRun at={ranAt.reports} />}
      >
        <KeepingForm
          legend="How long reports are kept"
          field="keep_reports_days"
          now={retention.keep_reports_days}
          choices={REPORTS}
          leastDays={1}
          suggestedDays={90}
          slug={slug}
          goingOf={({ reports, bytes }) =>
            reports === 0 ? null : `${formatCount(reports, 'report')}, ${formatBytes(bytes)}`
          }
        />
      </Card>
      <Card
        title="Audit log"
        note={
          <>
            {formatCount(audit.entries, 'entry', 'entries')}
            {audit.oldest_at === null ? null : (
              <>
                , the oldest from <CalendarDay at={audit.oldest_at} />
              </>
            )}
            .
          </>
        }
        actions={<LastRun at={ranAt.audit} />}
      >
        <KeepingForm
          legend="How long entries of the audit log are kept"
          field="keep_audit_days"
          now={retention.keep_audit_days}
          choices={AUDIT}
          leastDays={LEAST_AUDIT_DAYS}
          suggestedDays={2 * LEAST_AUDIT_DAYS}
          slug={slug}
          goingOf={({ audit_entries: entries }) =>
            entries === 0 ? null : `${formatCount(entries, 'entry', 'entries')} of the audit log`
          }
        />
      </Card>
      <Card
        title="Who may do what"
        note={
          <>
            {formatCount(privileges.snapshots, 'snapshot')} with {formatCount(privileges.changes, 'change')}
            {privileges.oldest_at === null ? null : (
              <>
                , the oldest from <CalendarDay at={privileges.oldest_at} />
              </>
            )}
            .
          </>
        }
        actions={<LastRun at={ranAt.privileges} />}
      >
        <KeepingForm
          legend="How long snapshots of who may do what are kept"
          field="keep_privileges_days"
          now={retention.keep_privileges_days}
          choices={PRIVILEGES}
          leastDays={LEAST_PRIVILEGES_DAYS}
          suggestedDays={2 * 365}
          slug={slug}
          goingOf={goingOfPrivileges}
        />
      </Card>
      <Card title="Removed in any case" note="By jobs that run every hour.">
        <ul className="pt-1 text-13">
          {BY_ITSELF.map(({ what, when, job }) => (
            <li key={what} className="border-t py-2.5 first:border-t-0">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">{what}</span>
                <LastRun at={ranAt[job]} />
              </div>
              <p className="text-soft">{when}</p>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
