'use client';

import { errorAt } from '#components/queries/send.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { READ_SOURCES, type ReadSource } from '#lib/domain/privilege/inventory.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { formatCapital } from '#lib/format.ts';
import { Columns } from './columns.tsx';
import { useDelivery } from './use-delivery.ts';

const SOURCE_WORDS: Readonly<Record<ReadSource, string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  aws: 'AWS',
  azure: 'Azure',
  cyberark: 'CyberArk',
  beyondtrust: 'BeyondTrust Password Safe',
  vault: 'HashiCorp Vault',
  conjur: 'Conjur',
  aembit: 'Aembit',
  spiffe: 'SPIFFE',
  opengraph: 'OpenGraph (BloodHound)',
};
const SOURCES = READ_SOURCES.map((value) => ({ value, label: SOURCE_WORDS[value] }));

type Delivery = ReturnType<typeof useDelivery>;

/** Delivers files of a system as an inventory; of tables it is said which column is which. */
export default function DeliverDialog({ maySave, onClose }: { maySave: boolean; onClose: () => void }) {
  const delivery = useDelivery({ maySave, onDone: onClose });
  const { tables, mapping, setMapping, changeSection, remember, setRemember, send, isReady } = delivery;
  return (
    <FormDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Deliver files"
      description="What a system says of who may do what, as it was exported. Scripts do the same by the API, day after day."
      keep="Deliver nothing"
      send="Deliver"
      ready={isReady}
      busy={send.isPending}
      onSend={() => send.mutate()}
      error={send.error}
      fields={['system']}
    >
      <Where delivery={delivery} />
      {tables.map((table, place) => (
        <Columns
          key={table.file.name}
          table={table}
          mapping={mapping}
          onMapping={setMapping}
          onSection={(section) => changeSection(place, section)}
        />
      ))}
      {tables.length === 0 || !maySave ? null : (
        <LabelledCheckbox
          label="Read tables with these columns so from now on"
          hint="Also those that scripts deliver."
          checked={remember}
          onCheckedChange={(checked) => setRemember(checked === true)}
        />
      )}
    </FormDialog>
  );
}

/** Of which system, and the files. */
function Where({ delivery: { source, system, setSystem, changeSource, take, send } }: { delivery: Delivery }) {
  const { words } = SCOPES[source];
  return (
    <>
      <Field label="System" required>
        {(control) => (
          <Select
            options={SOURCES}
            value={source}
            onChange={({ target }) => changeSource(READ_SOURCES.find((one) => one === target.value) ?? source)}
            {...control}
          />
        )}
      </Field>
      <Field label="Its name" required hint={`${formatCapital(words)}.`} error={errorAt(send.error, 'system')}>
        {(control) => (
          <Input
            value={system}
            maxLength={200}
            autoComplete="off"
            onChange={({ target }) => setSystem(target.value.trim())}
            {...control}
          />
        )}
      </Field>
      <Field
        label="Files"
        required
        hint={
          source === 'beyondtrust'
            ? 'Tables of reports as CSV, or answers of the API as JSON. Several at once.'
            : 'Several at once, or a zip archive.'
        }
      >
        {(control) => (
          <input
            key={source}
            type="file"
            multiple
            onChange={({ target }) => void take([...(target.files ?? [])])}
            className="text-13 file:mr-3 file:rounded-md file:border file:bg-raised file:px-2.5 file:py-1 file:text-13"
            {...control}
          />
        )}
      </Field>
    </>
  );
}
