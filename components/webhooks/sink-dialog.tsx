'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { changeSink, createSink } from '#components/queries/sinks.ts';
import { EventChoice } from '#components/shared/event-choice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { CreatedSink, SinkView } from '#lib/contracts/sink.ts';
import { ALERT_KINDS } from '#lib/domain/alert/alert.ts';
import {
  DEFAULT_SCORE_DROP,
  SINK_EVENTS,
  SINK_KINDS,
  type SinkEventKind,
  type SinkKind,
} from '#lib/domain/sink/sink.ts';
import { KIND_WORDS } from './words.ts';

interface Values {
  kind: SinkKind;
  name: string;
  url: string;
  events: readonly SinkEventKind[];
  scoreDrop: string;
}

/** What somebody most likely wants: all that needs a person. */
const DEFAULT_EVENTS: readonly SinkEventKind[] = ALERT_KINDS.filter((kind) => kind !== 'branch_gate_failed');

const valuesOf = (sink: SinkView | null): Values => ({
  kind: sink?.kind ?? 'webhook',
  name: sink?.name ?? '',
  url: '',
  events: sink?.events ?? DEFAULT_EVENTS,
  scoreDrop: String(sink?.score_drop ?? DEFAULT_SCORE_DROP),
});

interface FieldsProps {
  sink: SinkView | null;
  values: Values;
  set: (change: Partial<Values>) => void;
  error: Error | null;
}

function Fields({ sink, values, set, error }: FieldsProps) {
  const { address, hint } = KIND_WORDS[values.kind];
  return (
    <>
      {sink === null ? (
        <Field label="Kind" required hint={hint}>
          {(control) => (
            <Select
              {...control}
              value={values.kind}
              options={SINK_KINDS.map((value) => ({ value, label: KIND_WORDS[value].label }))}
              onChange={({ target }) => set({ kind: SINK_KINDS.find((kind) => kind === target.value) ?? 'webhook' })}
            />
          )}
        </Field>
      ) : null}
      <Field label="Name" required error={errorAt(error, 'name')}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => set({ name: target.value })}
          />
        )}
      </Field>
      <Field
        label="Address"
        required={sink === null}
        hint={
          sink === null
            ? 'Stored encrypted. Only its host is shown afterwards.'
            : `Leave empty to keep the address at ${sink.host}.`
        }
        error={errorAt(error, 'url')}
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            value={values.url}
            placeholder={address}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => set({ url: target.value })}
          />
        )}
      </Field>
      <EventChoice
        label="Tell it of"
        choices={SINK_EVENTS}
        chosen={values.events}
        onChange={(events) => set({ events })}
        scoreDrop={values.scoreDrop}
        onScoreDrop={(scoreDrop) => set({ scoreDrop })}
        error={errorAt(error, 'events')}
        scoreDropError={errorAt(error, 'score_drop')}
      />
    </>
  );
}

export interface SinkDialogProps {
  /** The one that is changed; null: a new one. */
  sink: SinkView | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated?: (created: CreatedSink) => void;
}

/** Makes a webhook, or changes one. */
export function SinkDialog({ sink, open, onOpenChange, onCreated }: SinkDialogProps) {
  const [values, setValues] = useState<Values>(() => valuesOf(sink));
  const client = useQueryClient();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: async (): Promise<CreatedSink | null> => {
      const { kind, name, url } = values;
      const shared = { name, events: [...values.events], score_drop: Number(values.scoreDrop) };
      if (sink === null) return createSink({ kind, url, ...shared });
      await changeSink(sink.id, { ...shared, ...(url.trim() === '' ? {} : { url }) });
      return null;
    },
    onSuccess: async (created) => {
      onOpenChange(false);
      if (created === null) toast({ title: 'Saved' });
      else onCreated?.(created);
      await client.invalidateQueries({ queryKey: ['sinks'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  const isAtField = save.error instanceof ApiError && save.error.fields.length > 0;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        save.reset();
        if (next) setValues(valuesOf(sink));
        onOpenChange(next);
      }}
      title={sink === null ? 'Add a webhook' : `Change “${sink.name}”`}
      description="Events carry counts, names and links. Secrets, code and texts of reports never leave."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="sink" variant="primary" busy={save.isPending}>
            {sink === null ? 'Add webhook' : 'Save'}
          </Button>
        </>
      }
    >
      <form id="sink" onSubmit={submit} className="flex flex-col gap-4">
        {save.error !== null && !isAtField ? (
          <p role="alert" className="text-13 text-failed">
            {save.error.message}
          </p>
        ) : null}
        <Fields sink={sink} values={values} set={(change) => setValues({ ...values, ...change })} error={save.error} />
      </form>
    </Dialog>
  );
}
