'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { mentionableQuery } from '#components/queries/finding-people.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field, TextArea } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { CommentedView } from '#lib/contracts/comment.ts';
import { LONGEST_COMMENT } from '#lib/domain/comment/judge-comment.ts';
import { formatCount } from '#lib/format.ts';

/** A name that is being typed behind an `@`, at the end of what stands before the caret. */
const TYPING = /(?:^|[^\p{L}\p{N}._@-])@([\p{L}\p{N}][^@\n]{0,40})?$/u;

export interface CommentFormProps {
  /** Of the finding. */
  finding: string;
  /** What stands there at first. */
  initial?: string;
  button: string;
  send: (body: string) => Promise<CommentedView>;
  /** Null: there is nothing to go back to. */
  onClose: (() => void) | null;
  /** Alone in a dialog: the keyboard is here at first. */
  isFirst?: boolean;
}

function People({ finding, typed, onChoose }: { finding: string; typed: string; onChoose: (name: string) => void }) {
  const { data } = useQuery(mentionableQuery(finding, typed));
  const people = data?.items ?? [];
  if (people.length === 0) return null;
  return (
    <ul aria-label="People to mention" className="flex flex-wrap gap-1.5">
      {people.slice(0, 6).map(({ name, mention }) => (
        <li key={mention}>
          <Button size="sm" onClick={() => onChoose(mention)}>
            @{name}
            {mention === name ? null : <span className="text-faint"> {mention}</span>}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Writes a comment; a name behind an `@` can be chosen from those who see the finding. */
export function CommentForm({ finding, initial = '', button, send, onClose, isFirst = false }: CommentFormProps) {
  const [body, setBody] = useState(initial);
  const [caret, setCaret] = useState(initial.length);
  const area = useRef<HTMLTextAreaElement>(null);
  const client = useQueryClient();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: () => send(body.trim()),
    onSuccess: async ({ masked }) => {
      setBody('');
      onClose?.();
      if (masked > 0) {
        const title = `${formatCount(masked, 'text')} that looked like a secret ${masked === 1 ? 'was' : 'were'} masked`;
        toast({ title, description: 'Nobody can read it here. Rotate it: it was typed into a form.', tone: 'failed' });
      }
      await client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (body.trim() !== '') save.mutate();
  };
  const typing = TYPING.exec(body.slice(0, caret));
  const typed = typing?.[1] ?? '';
  const choose = (name: string) => {
    const before = body.slice(0, caret - typed.length);
    setBody(`${before}${name} ${body.slice(caret)}`);
    setCaret(before.length + name.length + 1);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && body.trim() !== '') save.mutate();
  };
  const size = isFirst ? 'md' : 'sm';
  const error = errorAt(save.error, 'body') ?? save.error?.message ?? null;
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-2">
      <Field label={button} required hint="@name tells somebody. `Code` in backticks. Nothing secret." error={error}>
        {(control) => (
          <TextArea
            {...control}
            ref={area}
            autoFocus={isFirst}
            rows={3}
            maxLength={LONGEST_COMMENT}
            value={body}
            onChange={(event) => {
              setBody(event.target.value);
              setCaret(event.target.selectionStart);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      {typing === null ? null : <People finding={finding} typed={typed} onChoose={choose} />}
      {/* In a dialog the button that acts is the last one at the right. */}
      <div className={cn('flex gap-2', isFirst && 'mt-2 flex-row-reverse')}>
        <Button
          type="submit"
          size={size}
          variant={isFirst ? 'primary' : 'secondary'}
          busy={save.isPending}
          disabled={body.trim() === ''}
        >
          {button}
        </Button>
        {onClose === null ? null : (
          <Button size={size} onClick={onClose}>
            Leave it
          </Button>
        )}
      </div>
    </form>
  );
}
