'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { changeSink, resumeSink, rotateSecret, testSink } from '#components/queries/sinks.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { SinkTest, SinkView } from '#lib/contracts/sink.ts';
import { DeleteSink } from './delete-sink.tsx';
import { ReplayDialog } from './replay-dialog.tsx';

const SinkDialog = dynamic(() => import('./sink-dialog.tsx').then((loaded) => loaded.SinkDialog));

export interface SinkActionsProps {
  sink: SinkView;
  onSecret: (secret: string) => void;
}

function testWords({ delivered, status, answer }: SinkTest): { title: string; description?: string } {
  const text = answer === '' ? {} : { description: answer };
  if (delivered) return { title: `The test was taken (${status})` };
  return status === null
    ? { title: 'The test did not arrive', ...text }
    : { title: `The test was refused (${status})`, ...text };
}

/** Pausing, or going on: for one that failed also without the message that cannot be taken. */
function PauseOrResume({ sink }: { sink: SinkView }) {
  const { id, name, state, failures } = sink;
  if (state === 'active' && failures === 0) {
    return (
      <ConfirmButton
        trigger={<Button>Pause</Button>}
        title={`Pause “${name}”?`}
        description="Nothing is sent until it is resumed. What happens meanwhile is kept for 90 days, and sent in order afterwards."
        keep="Go on sending"
        confirm="Pause"
        act={async () => {
          await changeSink(id, { state: 'paused' });
          return { title: `“${name}” is paused` };
        }}
      />
    );
  }
  const resume = (skip: boolean) => async () => {
    await resumeSink(id, skip);
    return { title: 'Sending goes on within a minute' };
  };
  return (
    <>
      <ConfirmButton
        trigger={<Button variant="primary">{state === 'active' ? 'Try now' : 'Resume'}</Button>}
        title={state === 'active' ? 'Try again now?' : `Resume “${name}”?`}
        description="Everything that happened meanwhile is sent, in order."
        keep="Not now"
        confirm={state === 'active' ? 'Try now' : 'Resume'}
        act={resume(false)}
      />
      {state === 'paused' ? null : (
        <ConfirmButton
          trigger={<Button>Skip one</Button>}
          title="Go on without the message that fails?"
          description="The oldest message that waits is given up, and sending goes on with the next one. It stays in the log, and can be sent again from there."
          keep="Keep it"
          confirm="Skip and go on"
          act={resume(true)}
        />
      )}
    </>
  );
}

/** What can be done with a webhook. */
export function SinkActions({ sink, onSecret }: SinkActionsProps) {
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState(false);
  const client = useQueryClient();
  const { toast } = useToast();
  const test = useMutation({
    mutationFn: () => testSink(sink.id),
    onSuccess: async (answer) => {
      toast(testWords(answer));
      await client.invalidateQueries({ queryKey: ['sinks'] });
    },
    onError: (error) => toast({ title: 'The test was not sent', description: error.message }),
  });
  return (
    <>
      <Button busy={test.isPending} onClick={() => test.mutate()}>
        <Send aria-hidden />
        Send a test
      </Button>
      <PauseOrResume sink={sink} />
      <Button
        onClick={() => {
          setAsked(true);
          setEditing(true);
        }}
      >
        Change
      </Button>
      <ReplayDialog id={sink.id} name={sink.name} />
      {sink.kind === 'webhook' ? (
        <ConfirmButton
          trigger={<Button>New secret</Button>}
          title="Make a new secret?"
          description="For a day messages are signed with both, so that the receiver can change to the new one."
          keep="Keep the present one"
          confirm="Make a new secret"
          act={async () => {
            onSecret((await rotateSecret(sink.id)).secret);
            return { title: 'There is a new secret' };
          }}
        />
      ) : null}
      <DeleteSink id={sink.id} name={sink.name} />
      {asked ? <SinkDialog key={sink.name} sink={sink} open={editing} onOpenChange={setEditing} /> : null}
    </>
  );
}
