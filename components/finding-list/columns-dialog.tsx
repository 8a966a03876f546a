'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { FINDING_COLUMNS, type FindingColumn, MOST_COLUMNS } from '#lib/domain/finding/list-columns.ts';
import { COLUMN_WORDS } from './words.ts';

export interface ColumnsDialogProps {
  chosen: readonly FindingColumn[];
  /** Null: back to those of one's own default. */
  onChange: (columns: readonly FindingColumn[] | null) => void;
  /** Whether the address says which; else they are the default. */
  isOwn: boolean;
  onDefault: (columns: readonly FindingColumn[]) => void;
  onClose: () => void;
}

function moved(columns: readonly FindingColumn[], from: number, by: -1 | 1): FindingColumn[] {
  const next = [...columns];
  const [column] = next.splice(from, 1);
  if (column !== undefined) next.splice(from + by, 0, column);
  return next;
}

interface MoveProps {
  columns: readonly FindingColumn[];
  at: number;
  onChange: (columns: readonly FindingColumn[]) => void;
}

function Move({ columns, at, onChange }: MoveProps) {
  const word = COLUMN_WORDS[columns[at] ?? 'due'];
  return (
    <span className="flex gap-1">
      <IconButton
        size="icon-sm"
        label={`Move ${word} to the left`}
        disabled={at === 0}
        onClick={() => onChange(moved(columns, at, -1))}
      >
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        size="icon-sm"
        label={`Move ${word} to the right`}
        disabled={at === columns.length - 1}
        onClick={() => onChange(moved(columns, at, 1))}
      >
        <ArrowDown aria-hidden />
      </IconButton>
    </span>
  );
}

/** Chooses and orders the columns of the list. What is chosen stands in the address at once. */
export default function ColumnsDialog({ chosen, onChange, isOwn, onDefault, onClose }: ColumnsDialogProps) {
  const others = FINDING_COLUMNS.filter((column) => !chosen.includes(column));
  const isFull = chosen.length >= MOST_COLUMNS;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      size="sm"
      title="Columns"
      description={`Beside the finding itself, at most ${MOST_COLUMNS}, from left to right. They are part of the address and of views.`}
      footer={
        <>
          {isOwn ? (
            <>
              <Button onClick={() => onChange(null)}>Back to my default</Button>
              <Button onClick={() => onDefault(chosen)}>Make them my default</Button>
            </>
          ) : null}
          <DialogClose>
            <Button variant="primary">Done</Button>
          </DialogClose>
        </>
      }
    >
      <ul className="flex flex-col gap-1.5">
        {chosen.map((column, at) => (
          <li key={column} className="flex min-h-7 items-center justify-between gap-2">
            <LabelledCheckbox
              label={COLUMN_WORDS[column]}
              checked
              disabled={chosen.length === 1}
              onCheckedChange={() => onChange(chosen.filter((one) => one !== column))}
            />
            <Move columns={chosen} at={at} onChange={onChange} />
          </li>
        ))}
        {others.map((column) => (
          <li key={column} className="flex min-h-7 items-center">
            <LabelledCheckbox
              label={COLUMN_WORDS[column]}
              checked={false}
              disabled={isFull}
              onCheckedChange={() => onChange([...chosen, column])}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
