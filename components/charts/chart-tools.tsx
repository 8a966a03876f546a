'use client';

import { ChartNoAxesColumn, Download, TableProperties } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { PICTURE_KINDS, type PictureKind } from './picture.ts';

export interface ChartToolsProps {
  asTable: boolean;
  onToggle: () => void;
  onCsv: () => void;
  /** Left out where the chart cannot be kept as a picture. */
  onPicture?: (as: PictureKind) => void;
}

/** What can be done with a chart: read it as a table, or keep it. */
export function ChartTools({ asTable, onToggle, onCsv, onPicture }: ChartToolsProps) {
  const toggle = asTable ? 'Show as chart' : 'Show as table';
  return (
    <div className="-mt-1 -mr-1.5 flex shrink-0">
      {onPicture === undefined || asTable
        ? null
        : PICTURE_KINDS.map((as) => (
            <Button
              key={as}
              size="sm"
              variant="ghost"
              className="px-1.5 uppercase"
              aria-label={`Download as ${as.toUpperCase()}`}
              title={`Download as ${as.toUpperCase()}`}
              onClick={() => onPicture(as)}
            >
              {as}
            </Button>
          ))}
      <IconButton size="icon-sm" label={toggle} title={toggle} aria-pressed={asTable} onClick={onToggle}>
        {asTable ? <ChartNoAxesColumn aria-hidden /> : <TableProperties aria-hidden />}
      </IconButton>
      <IconButton size="icon-sm" label="Download as CSV" title="Download as CSV" onClick={onCsv}>
        <Download aria-hidden />
      </IconButton>
    </div>
  );
}
