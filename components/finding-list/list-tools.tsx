'use client';

import { Bookmark, Columns3 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { useShortcutPause, useShortcuts } from '#components/ui/shortcuts.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { writePreference } from '#components/ui/write-preference.ts';
import type { FindingColumn } from '#lib/domain/finding/list-columns.ts';
import { COLUMNS_COOKIE, columnsText } from './own-columns.ts';
import type { UseFilters } from './use-filters.ts';

// Most visits open neither.
const ViewsDialog = dynamic(() => import('./views-dialog.tsx'), { ssr: false });
const ColumnsDialog = dynamic(() => import('./columns-dialog.tsx'), { ssr: false });

export type ToolLayer = 'views' | 'columns' | null;

export interface ToolsProps {
  state: UseFilters;
  /** Columns of who has chosen none in the address. */
  own: readonly FindingColumn[];
  setOwn: (columns: readonly FindingColumn[]) => void;
  layer: ToolLayer;
  setLayer: (layer: ToolLayer) => void;
}

/** Which layer is open, with the keys that open one. */
export function useToolLayer(): [ToolLayer, (layer: ToolLayer) => void] {
  const [layer, setLayer] = useState<ToolLayer>(null);
  useShortcutPause(layer !== null);
  useShortcuts('Findings', [{ keys: 'v', label: 'Views…', run: () => setLayer('views') }]);
  return [layer, setLayer];
}

/** Buttons for views and columns, and what they open. */
export function ListTools({ state, own, setOwn, layer, setLayer }: ToolsProps) {
  const { toast } = useToast();
  const keep = (columns: readonly FindingColumn[]) => {
    writePreference(COLUMNS_COOKIE, columnsText(columns));
    setOwn(columns);
    state.setColumns(null);
    toast({ title: 'These are your columns now', description: 'In this browser, wherever the address names none.' });
  };
  const close = () => setLayer(null);
  return (
    <>
      {state.grouped ? null : (
        <IconButton
          label="Columns"
          variant="secondary"
          aria-haspopup="dialog"
          className="max-sm:hidden"
          onClick={() => setLayer('columns')}
        >
          <Columns3 aria-hidden />
        </IconButton>
      )}
      <Button aria-haspopup="dialog" className="pointer-coarse:h-11" onClick={() => setLayer('views')}>
        <Bookmark aria-hidden />
        Views
      </Button>
      {layer === 'views' ? <ViewsDialog state={state} onClose={close} /> : null}
      {layer === 'columns' ? (
        <ColumnsDialog
          chosen={state.columns ?? own}
          isOwn={state.columns !== null}
          onChange={state.setColumns}
          onDefault={keep}
          onClose={close}
        />
      ) : null}
    </>
  );
}
