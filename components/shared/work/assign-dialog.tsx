'use client';

import { findAssignees } from '#components/queries/actions.ts';
import { Picker } from '#components/shared/picker.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { formatCount } from '#lib/format.ts';
import { useChangeActions, type Workable } from './use-change-actions.ts';

export interface AssignDialogProps {
  actions: readonly Workable[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone?: (() => void) | undefined;
}

/** Gives actions to a person or a team, or to nobody. */
export default function AssignDialog({ actions, open, onOpenChange, onDone }: AssignDialogProps) {
  const change = useChangeActions(() => {
    onOpenChange(false);
    onDone?.();
  });
  const [first] = actions;
  const assign = (to: { person?: number; team?: string }, done: string) =>
    change.mutate({ actions, wish: { change: { change: 'assign', ...to }, done } });
  if (first === undefined) return null;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title={actions.length === 1 ? 'Who does it?' : `Who does these ${formatCount(actions.length, 'fix', 'fixes')}?`}
      description="People and teams who see the repository. They see it in their queue; nobody has begun it then."
      footer={
        <>
          <Button busy={change.isPending} onClick={() => assign({}, 'Nobody has it now')}>
            Nobody
          </Button>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
        </>
      }
    >
      <Picker
        label="Name of a person or team"
        of={['actions', 'assignees', first.id]}
        find={(text, signal) => findAssignees(first.id, text, signal)}
        busy={change.isPending}
        verb="Assign"
        onPick={({ id, label }) => {
          const team = id.startsWith('team:') ? id.slice('team:'.length) : null;
          assign(team === null ? { person: Number(id) } : { team }, `Given to ${label}`);
        }}
      />
    </Dialog>
  );
}
