'use client';

import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { reasonOf } from '#components/queries/fetch.ts';
import { actionIssuesQuery, orderIssue } from '#components/queries/trackers.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import type { ActionIssuesView } from '#lib/contracts/tracker.ts';
import { formatCount } from '#lib/format.ts';
import { issuePlan, type Planned, planWords, trackersOf } from './issue-plan.ts';

/** So many fixes are asked for their trackers at once. */
export const MOST_ISSUES = 50;

/** What trackers say of each of these fixes; null while it is being read. */
function useIssues(rows: readonly ActionRow[]): { views: Map<string, ActionIssuesView> | null; failed: unknown } {
  return useQueries({
    queries: rows.map(({ id }) => ({ ...actionIssuesQuery(id), refetchInterval: false as const })),
    combine: (answers) => {
      const failed = answers.find(({ isError }) => isError)?.error ?? null;
      const entries = answers.flatMap(({ data }, index) => {
        const row = rows[index];
        return data === undefined || row === undefined ? [] : [[row.id, data] as const];
      });
      return { views: entries.length === rows.length ? new Map(entries) : null, failed };
    },
  });
}

/** Orders one after another: what one is refused for stops none of the others. */
async function orderAll(planned: readonly Planned[], tracker: number): Promise<{ made: number; failed: unknown[] }> {
  const failed: unknown[] = [];
  for (const { id } of planned) await orderIssue(id, tracker).catch((error: unknown) => failed.push(error));
  return { made: planned.length - failed.length, failed };
}

function useOrder(onDone: () => void) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: ({ planned, tracker }: { planned: readonly Planned[]; tracker: number }) => orderAll(planned, tracker),
    onSuccess: async ({ made, failed: [first, ...more] }) => {
      onDone();
      const title = made === 0 ? 'No issue was ordered' : `${formatCount(made, 'issue')} ordered`;
      const rest =
        first === undefined ? null : `${formatCount(more.length + 1, 'fix', 'fixes')} without: ${reasonOf(first)}`;
      toast({
        title,
        description: rest ?? 'They are made within seconds; each fix shows its own.',
        ...(first === undefined ? {} : { tone: 'failed' as const }),
      });
      await client.invalidateQueries({ queryKey: ['actions'] });
    },
  });
}

export interface IssuesDialogProps {
  rows: readonly ActionRow[];
  onClose: () => void;
  onDone: () => void;
}

/** Makes issues of fixes in a tracker: first which of them, and where. */
export default function IssuesDialog({ rows, onClose, onDone }: IssuesDialogProps) {
  const some = rows.slice(0, MOST_ISSUES);
  const { views, failed } = useIssues(some);
  const [chosen, setChosen] = useState<string | null>(null);
  const order = useOrder(() => {
    onDone();
    onClose();
  });
  const trackers = views === null ? [] : trackersOf(views);
  const tracker = trackers.find(({ id }) => String(id) === chosen) ?? trackers[0];
  const plan = views === null || tracker === undefined ? null : issuePlan(some, views, tracker.id);
  const planned = plan?.planned ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={rows.length === 1 ? 'Create an issue' : 'Create issues'}
      description="One for each fix, with what to do, why, and its findings. Its state is followed."
      footer={
        <>
          <DialogClose>
            <Button>Leave it</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={order.isPending}
            disabled={planned.length === 0}
            onClick={() => (tracker === undefined ? undefined : order.mutate({ planned, tracker: tracker.id }))}
          >
            {planned.length === 0 ? 'Create issues' : `Create ${formatCount(planned.length, 'issue')}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {trackers.length < 2 ? null : (
          <Field label="Tracker">
            {(control) => (
              <Select
                {...control}
                value={String(tracker?.id ?? '')}
                options={trackers.map(({ id, name }) => ({ value: String(id), label: name }))}
                onChange={({ target }) => setChosen(target.value)}
              />
            )}
          </Field>
        )}
        {views === null && failed === null ? <Skeleton className="h-4 w-2/3" /> : null}
        {failed === null ? null : (
          <p role="alert" className="text-13 text-failed">
            {reasonOf(failed)}
          </p>
        )}
        {views === null ? null : (
          <div role="status" className="flex flex-col gap-1 text-13">
            {planWords(plan, tracker?.name ?? null, rows.length - some.length).map((sentence) => (
              <p key={sentence} className="[overflow-wrap:anywhere]">
                {sentence}
              </p>
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
}
