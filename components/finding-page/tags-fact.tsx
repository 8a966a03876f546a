'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { changeTags, tagsQuery } from '#components/queries/finding-people.ts';
import { findingSearch } from '#components/queries/findings.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import type { TagChange } from '#lib/contracts/finding-people.ts';
import { MAX_TAGS, tagOf } from '#lib/domain/finding/tag.ts';

/** Changes tags; what screens show is then read anew. */
function useChange(view: FindingView) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: (change: TagChange) => changeTags(view.finding.id, change),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => toast({ title: 'The tags stay as they were', description: error.message, tone: 'failed' }),
  });
}

function Add({ view, onAdd }: { view: FindingView; onAdd: (tag: string) => void }) {
  const [text, setText] = useState('');
  const list = useId();
  const { data } = useQuery({ ...tagsQuery(text.trim()), enabled: text.trim() !== '' });
  const tag = tagOf(text);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (tag === null || view.finding.tags.includes(tag)) return;
    onAdd(tag);
    setText('');
  };
  return (
    <form onSubmit={submit} method="post" className="flex gap-1.5">
      <Input
        aria-label="Add a tag"
        placeholder="Add a tag"
        list={list}
        maxLength={40}
        autoComplete="off"
        className="h-7 min-w-0 flex-1 text-13"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <datalist id={list}>
        {(data?.items ?? []).map((one) => (
          <option key={one.tag} value={one.tag} />
        ))}
      </datalist>
      <Button size="sm" type="submit" disabled={tag === null}>
        Add
      </Button>
    </form>
  );
}

/** Words that people put on it, each a link to all that has it. */
export function TagsFact({ view }: { view: FindingView }) {
  const change = useChange(view);
  const { tags } = view.finding;
  return (
    <div className="flex flex-col gap-2">
      {tags.length === 0 ? null : (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="flex min-w-0 items-center rounded-[4px] bg-sunken pl-1.5 text-12">
              <TextLink href={`/findings?${findingSearch({ tag: [tag] })}`} className="truncate py-0.5">
                {tag}
              </TextLink>
              {view.may.work ? (
                <button
                  type="button"
                  aria-label={`Take off ${tag}`}
                  className="grid size-6 place-items-center text-faint hover:text-ink"
                  onClick={() => change.mutate({ add: [], remove: [tag] })}
                >
                  <X aria-hidden className="size-3" />
                </button>
              ) : (
                <span className="pr-1.5" />
              )}
            </li>
          ))}
        </ul>
      )}
      {view.may.work && tags.length < MAX_TAGS ? (
        <Add view={view} onAdd={(tag) => change.mutate({ add: [tag], remove: [] })} />
      ) : null}
    </div>
  );
}
