import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deliverInventory, mappingQuery, saveMapping } from '#components/queries/inventories.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { InventoryAnswer } from '#lib/contracts/inventory.ts';
import type { BeyondtrustSection } from '#lib/domain/privilege/beyondtrust/columns.ts';
import type { ReadSource } from '#lib/domain/privilege/inventory.ts';
import type { InventoryMapping } from '#lib/domain/privilege/inventory-mapping.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { formatCount } from '#lib/format.ts';
import { isTable, mappingFor, nameFor, problemOf, readTable, type Table } from './tables.ts';

interface Chosen {
  /** Of BeyondTrust's tables, which have their columns told. */
  tables: Table[];
  others: File[];
}
const NOTHING: Chosen = { tables: [], others: [] };

/** What somebody is about to deliver, and delivering it. */
export function useDelivery({ maySave, onDone }: { maySave: boolean; onDone: () => void }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const [source, setSource] = useState<ReadSource>('beyondtrust');
  const [system, setSystem] = useState('');
  const [{ tables, others }, setGiven] = useState<Chosen>(NOTHING);
  const [said, setMapping] = useState<InventoryMapping | null>(null);
  const [remember, setRemember] = useState(false);
  const saved = useQuery(mappingQuery('beyondtrust')).data?.mapping;
  const mapping = said ?? saved ?? {};
  const send = useMutation({
    mutationFn: async () => {
      const needed = mappingFor(tables, mapping);
      if (tables.length > 0 && maySave && remember) await saveMapping('beyondtrust', needed);
      const named = tables.map((table) => ({ name: nameFor(table), file: table.file }));
      const files = [...named, ...others.map((file) => ({ name: file.name, file }))];
      return deliverInventory({ source, system, mapping: tables.length > 0 ? needed : null }, files);
    },
    onSuccess: (answer) => {
      toast({ title: doneWords(answer) });
      void client.invalidateQueries({ queryKey: ['privileges'] });
      void client.invalidateQueries({ queryKey: ['inventories'] });
      onDone();
    },
  });
  return {
    ...{ source, system, setSystem, tables, mapping, setMapping, remember, setRemember, send },
    isReady:
      SCOPES[source].pattern.test(system) &&
      tables.length + others.length > 0 &&
      tables.every((table) => problemOf(table, mapping) === null),
    changeSource(next: ReadSource): void {
      setSource(next);
      setGiven(NOTHING);
    },
    async take(files: readonly File[]): Promise<void> {
      const isRead = (file: File): boolean => source === 'beyondtrust' && isTable(file);
      const read = await Promise.all(files.filter(isRead).map(readTable));
      setGiven({ tables: read, others: files.filter((file) => !isRead(file)) });
    },
    changeSection(place: number, section: BeyondtrustSection | null): void {
      setGiven({ others, tables: tables.map((one, at) => (at === place ? { ...one, section } : one)) });
    },
  };
}

function doneWords({ sections }: InventoryAnswer): string {
  const read = sections.filter(({ status }) => status === 'ok');
  if (read.length === 0) return 'Delivered: it is being read';
  const rows = read.reduce((sum, section) => sum + section.rows, 0);
  return `Delivered: ${formatCount(rows, 'row')} in ${formatCount(read.length, 'section')}`;
}
