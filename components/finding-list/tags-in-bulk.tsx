'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { tagInBulk, tagPreviewQuery } from '#components/queries/finding-bulk.ts';
import { tagsQuery } from '#components/queries/finding-people.ts';
import { errorAt } from '#components/queries/send.ts';
import { DryRun, Found } from '#components/shared/decide/dry-run.tsx';
import { useChangeMany } from '#components/shared/decide/use-change-many.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { useSettled } from '#components/shared/use-settled.ts';
import { Field, Input } from '#components/ui/field.tsx';
import { tagOf } from '#lib/domain/finding/tag.ts';
import { formatCount } from '#lib/format.ts';
import { tagWords } from './change-words.ts';
import type { ChangeDialogProps } from './severity-in-bulk.tsx';
import { undoOf } from './undo-of.ts';
import { isOne } from './use-bulk.ts';

/** Typing has stopped. */
const PAUSE_MS = 350;
const WRONG = 'Letters and digits, with . _ : / - between them; at most 40.';

/** Tags with commas between; null where one of them is none. */
export function readTags(text: string): string[] | null {
  const words = text.split(',').filter((word) => word.trim() !== '');
  const tags = words.map(tagOf);
  return tags.includes(null) ? null : [...new Set(tags.filter((tag) => tag !== null))];
}

interface TagsFieldProps {
  label: string;
  hint?: string;
  /** Where the keyboard is at first. */
  isFirst?: boolean;
  text: string;
  onText: (text: string) => void;
  error: string | null;
}

function TagsField({ label, hint, isFirst = false, text, onText, error }: TagsFieldProps) {
  const list = useId();
  const typed = text.slice(text.lastIndexOf(',') + 1).trim();
  const before = text.slice(0, text.lastIndexOf(',') + 1);
  const { data } = useQuery({ ...tagsQuery(typed), enabled: typed !== '' });
  return (
    <Field label={label} error={readTags(text) === null ? WRONG : error} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <>
          <Input
            {...control}
            autoFocus={isFirst}
            list={list}
            maxLength={500}
            autoComplete="off"
            value={text}
            onChange={(event) => onText(event.target.value)}
          />
          <datalist id={list}>
            {(data?.items ?? []).map(({ tag }) => (
              <option key={tag} value={`${before}${before === '' ? '' : ' '}${tag}`} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** Puts tags on findings and takes them off: first what it would do, then all of them or none. */
export default function TagsInBulk({ which, onClose, onDone, onClosed }: ChangeDialogProps) {
  const [texts, setTexts] = useState({ add: '', remove: '' });
  const settled = useSettled(texts, PAUSE_MS);
  const [add, remove] = [readTags(settled.add), readTags(settled.remove)];
  const asked = add === null || remove === null || add.length + remove.length === 0 ? null : { add, remove };
  const body = { ...which, add: asked?.add ?? [], remove: asked?.remove ?? [] };
  const preview = useQuery({ ...tagPreviewQuery(body), enabled: asked !== null });
  const change = useChangeMany(
    preview,
    async (token: string) => {
      const { changed, batch } = await tagInBulk({ ...body, token });
      return { title: `Tags of ${formatCount(changed, 'finding')} changed`, undo: undoOf(batch) };
    },
    onDone,
  );
  const shown = asked === null || preview.isFetching || settled !== texts ? undefined : preview.data;
  const ready = shown !== undefined && shown.changed > 0;
  return (
    <FormDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onClosed={onClosed}
      title="Change tags"
      description="They count nowhere: people sort and find by them. History says who put them on."
      keep="Leave them"
      send={ready ? `Change ${formatCount(shown.changed, 'finding')}` : 'Change tags'}
      busy={change.isPending}
      ready={ready}
      comes={(preview.isFetching || settled !== texts) && isOne(which)}
      onSend={() => (ready ? change.mutate(shown.token) : undefined)}
      error={change.error}
      fields={['add', 'remove']}
    >
      <TagsField
        label="Put on"
        isFirst
        hint="Several with commas between."
        text={texts.add}
        onText={(text) => setTexts({ ...texts, add: text })}
        error={errorAt(change.error, 'add')}
      />
      <TagsField
        label="Take off"
        text={texts.remove}
        onText={(text) => setTexts({ ...texts, remove: text })}
        error={errorAt(change.error, 'remove')}
      />
      {asked === null ? null : <DryRun of={preview}>{(found) => <Found words={tagWords(found)} />}</DryRun>}
    </FormDialog>
  );
}
