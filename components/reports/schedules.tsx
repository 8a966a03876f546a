'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { deleteReportSchedule, reportSchedulesQuery } from '#components/queries/report-schedules.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { MailStateMark } from '#components/shared/mail-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import type { ReportScheduleList, ReportScheduleView } from '#lib/contracts/report-schedule.ts';
import { formatDay, formatList } from '#lib/format.ts';
import { PERIOD_WORDS, rhythmWords } from './words.ts';

const ScheduleDialog = dynamic(() => import('./schedule-dialog.tsx').then((loaded) => loaded.ScheduleDialog));

/** A button that opens the dialog, which is loaded when it is asked for. */
function DialogButton({ schedule, timeZone }: { schedule: ReportScheduleView | null; timeZone: string }) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const ask = () => {
    setAsked(true);
    setOpen(true);
  };
  return (
    <>
      <Button
        size="sm"
        onClick={ask}
        aria-haspopup="dialog"
        {...(schedule === null ? {} : { 'aria-label': `Change ${schedule.name}` })}
      >
        {schedule === null ? <Plus aria-hidden /> : null}
        {schedule === null ? 'Schedule a report' : 'Change'}
      </Button>
      {asked ? <ScheduleDialog {...{ schedule, timeZone, open }} onOpenChange={setOpen} /> : null}
    </>
  );
}

function Schedule({
  schedule,
  timeZone,
  mayChange,
}: {
  schedule: ReportScheduleView;
  timeZone: string;
  mayChange: boolean;
}) {
  const { id, name, scope, period, recipients, next } = schedule;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-t py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-72 text-13">
        <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
        <p className="[overflow-wrap:anywhere]">
          {PERIOD_WORDS[period]}
          {scope === null ? ', all that each may see' : `, ${scope}`}: {rhythmWords(schedule)}, next on{' '}
          {formatDay(next)}
        </p>
        <p className="text-12 text-soft [overflow-wrap:anywhere]">
          {recipients.length === 0 ? 'To nobody any more' : `To ${formatList(recipients.map((one) => one.name))}`}
        </p>
      </div>
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          <DialogButton schedule={schedule} timeZone={timeZone} />
          <ConfirmButton
            trigger={
              <Button size="sm" aria-label={`End ${name}`}>
                End…
              </Button>
            }
            title={`End “${name}”?`}
            description="Nobody gets reports of it any more. What was sent stays in the log of mails."
            confirm="End it"
            act={async () => {
              await deleteReportSchedule(id);
              return { title: 'It is ended' };
            }}
          />
        </div>
      ) : null}
    </li>
  );
}

function Sent({ sent }: Pick<ReportScheduleList, 'sent'>) {
  return (
    <ScrollRegion label="Reports that were sent">
      <Table aria-label="Reports that were sent">
        <thead>
          <tr>
            <HeadCell>Schedule</HeadCell>
            <HeadCell>Period</HeadCell>
            <HeadCell>To</HeadCell>
            <HeadCell>What became of it</HeadCell>
            <HeadCell>When</HeadCell>
          </tr>
        </thead>
        <tbody>
          {sent.map(({ schedule, period, recipient, state, at, said }) => (
            <Row key={`${schedule} ${period} ${recipient} ${at}`}>
              <Cell className="min-w-28 max-w-60 [overflow-wrap:anywhere]">
                {schedule ?? <span className="text-faint">one that is ended</span>}
              </Cell>
              <Cell className="whitespace-nowrap">{period}</Cell>
              <Cell className="min-w-28 max-w-60 [overflow-wrap:anywhere]">{recipient}</Cell>
              <Cell>
                <MailStateMark state={state} />
                {said === null || state === 'sent' ? null : <span className="block text-12 text-faint">{said}</span>}
              </Cell>
              <Cell className="whitespace-nowrap text-soft">
                <RelativeTime at={at} ago />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </ScrollRegion>
  );
}

/** Which reports come by themselves, to whom, and what became of them. */
export function Schedules() {
  const query = useQuery(reportSchedulesQuery());
  const list = query.data;
  if (list === undefined) {
    return (
      <NotLoaded title="The schedules could not be loaded" query={query}>
        <TableSkeleton rows={4} label="Loading the schedules" />
      </NotLoaded>
    );
  }
  const { items, sent, time_zone: timeZone, may_change: mayChange } = list;
  return (
    <>
      <Card
        title="By schedule"
        note={`Days and hours are those of ${timeZone}.`}
        actions={mayChange ? <DialogButton schedule={null} timeZone={timeZone} /> : undefined}
      >
        {items.length === 0 ? (
          <p className="pt-1 text-13 text-soft">
            No report comes by itself yet.
            {mayChange ? ' Schedule one for a board or an auditor: everybody gets what they may see.' : ''}
          </p>
        ) : (
          <ul>
            {items.map((schedule) => (
              <Schedule key={schedule.id} {...{ schedule, timeZone, mayChange }} />
            ))}
          </ul>
        )}
      </Card>
      <Card title="What was sent" note="The last ones, for each recipient.">
        {sent.length === 0 ? <p className="pt-1 text-13 text-soft">Nothing yet.</p> : <Sent sent={sent} />}
      </Card>
    </>
  );
}
