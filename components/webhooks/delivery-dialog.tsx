'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { replayDelivery } from '#components/queries/sinks.ts';
import { Button } from '#components/ui/button.tsx';
import { Facts } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { ExactTime } from '#components/ui/relative-time.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { DeliveryView } from '#lib/contracts/sink.ts';
import { formatNumber } from '#lib/format.ts';

export interface DeliveryDialogProps {
  delivery: Omit<DeliveryView, 'id'> & { id: string };
  outcome: string;
  sinkId: number;
  mayChange: boolean;
  onClose: () => void;
}

/** Indented for people; what is no JSON as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** One message: what was sent, and what was answered. */
export function DeliveryDialog({ delivery, outcome, sinkId, mayChange, onClose }: DeliveryDialogProps) {
  const client = useQueryClient();
  const { toast } = useToast();
  const again = useMutation({
    mutationFn: () => replayDelivery(sinkId, Number(delivery.id)),
    onSuccess: async () => {
      onClose();
      toast({ title: 'It is sent once more, within a minute' });
      await client.invalidateQueries({ queryKey: ['sinks'] });
    },
  });
  const { attempted_at: attemptedAt, status, answer } = delivery;
  const facts = [
    { name: 'Outcome', value: outcome },
    { name: 'Happened', value: <ExactTime at={delivery.event_at} /> },
    { name: 'Attempts', value: formatNumber(delivery.attempts) },
    ...(attemptedAt === null ? [] : [{ name: 'Last attempt', value: <ExactTime at={attemptedAt} /> }]),
    ...(attemptedAt === null ? [] : [{ name: 'Status', value: status === null ? 'no answer' : String(status) }]),
    ...(answer === null || answer === '' ? [] : [{ name: 'Answer', value: answer }]),
    { name: 'Id', value: <code className="break-all font-mono text-12">{delivery.message_id}</code> },
  ];
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Delivery"
      description="The id is the same on every attempt, so that a receiver can tell what it has already."
      footer={
        <>
          <DialogClose>
            <Button>Close</Button>
          </DialogClose>
          {mayChange && delivery.state !== 'waiting' && !delivery.events.includes('test') ? (
            <Button variant="primary" busy={again.isPending} onClick={() => again.mutate()}>
              Send again
            </Button>
          ) : null}
        </>
      }
    >
      <Facts items={facts} className="mb-4" />
      <CodeBlock text={readable(delivery.body)} label="Body" head />
      <p role="alert" className="mt-2 text-13 text-failed empty:hidden">
        {again.error?.message}
      </p>
    </Dialog>
  );
}
