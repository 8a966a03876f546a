'use client';

import { addComment } from '#components/queries/finding-people.ts';
import { CommentForm } from '#components/shared/comment-form.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';

export interface CommentDialogProps {
  row: FindingRow;
  onClose: () => void;
  onClosed: () => void;
}

/** Says something about a finding of the list, without leaving it. */
export default function CommentDialog({ row, onClose, onClosed }: CommentDialogProps) {
  const { toast } = useToast();
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onClosed={onClosed}
      title={`Comment on ${row.ref}`}
      description={row.title}
    >
      <CommentForm
        finding={row.id}
        button="Comment"
        isFirst
        send={async (body) => {
          const said = await addComment(row.id, body);
          toast({ title: 'Commented', description: row.ref });
          return said;
        }}
        onClose={onClose}
      />
    </Dialog>
  );
}
