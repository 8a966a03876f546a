'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sinkQuery } from '#components/queries/sinks.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Facts } from '#components/ui/card.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { CalendarDay, ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { SinkView } from '#lib/contracts/sink.ts';
import { formatNumber } from '#lib/format.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { NewSecret } from './new-secret.tsx';
import { SinkActions } from './sink-actions.tsx';
import { SinkState } from './sink-state.tsx';
import { KIND_WORDS, stateSentence, stateWord, toldOf } from './words.ts';

function factsOf(sink: SinkView) {
  const { next_attempt_at: next, last_delivered_at: last, former_secret_ends_at: former } = sink;
  return [
    { name: 'State', value: <SinkState sink={sink} /> },
    { name: 'Told of', value: toldOf(sink) },
    { name: 'Waiting', value: formatNumber(sink.waiting) },
    { name: 'Last sent', value: last === null ? 'never' : <RelativeTime at={last} /> },
    ...(sink.failing_since === null ? [] : [{ name: 'Failing since', value: <ExactTime at={sink.failing_since} /> }]),
    ...(next === null || sink.state !== 'active' ? [] : [{ name: 'Next attempt', value: <ExactTime at={next} /> }]),
    ...(former === null ? [] : [{ name: 'Former secret', value: <FormerSecret endsAt={former} /> }]),
    { name: 'Made', value: <CalendarDay at={sink.created_at} /> },
  ];
}

const FormerSecret = ({ endsAt }: { endsAt: string }) => (
  <>
    signs until <ExactTime at={endsAt} />
  </>
);

/** One webhook: how sending goes, what can be done, and what was sent. */
export function SinkScreen({ id, mayChange }: { id: number; mayChange: boolean }) {
  const query = useQuery(sinkQuery(id));
  const [secret, setSecret] = useState<string | null>(null);
  const sink = query.data;
  if (sink === undefined) {
    return (
      <NotLoaded title="The webhook could not be loaded" query={query}>
        <TableSkeleton rows={6} label="Loading the webhook" />
      </NotLoaded>
    );
  }
  const trouble = stateSentence(sink);
  return (
    <>
      <PageHead
        title={sink.name}
        above={<TextLink href="/integrations/webhooks">Webhooks</TextLink>}
        answer={`${KIND_WORDS[sink.kind].label} at ${sink.host}`}
      />
      <div className="flex min-w-0 flex-col gap-6">
        {trouble === null ? null : sink.state === 'paused' ? (
          <p className="text-13 text-soft">{trouble}</p>
        ) : (
          <ErrorPanel title={stateWord(sink)} kept={trouble} />
        )}
        {secret === null ? null : (
          <NewSecret name={sink.name} secret={secret}>
            The former one signs beside it for a day.
          </NewSecret>
        )}
        <Facts items={factsOf(sink)} />
        {mayChange ? (
          <div className="flex flex-wrap gap-2">
            <SinkActions sink={sink} onSecret={setSecret} />
          </div>
        ) : null}
        <DeliveryLog sinkId={id} mayChange={mayChange} />
      </div>
    </>
  );
}
