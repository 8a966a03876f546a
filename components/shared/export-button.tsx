'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { type ExportedList, exportHref } from '#components/queries/export.ts';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { cn } from '#components/ui/cn.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { useScope } from '#components/ui/scope.tsx';
import type { ExportFormat } from '#lib/contracts/export-formats.ts';

const FORMATS: Readonly<Record<ExportFormat, { name: string; use: string }>> = {
  csv: { name: 'CSV', use: 'For spreadsheets. What a spreadsheet would run as a formula is kept as text.' },
  json: { name: 'JSON', use: 'For programs: the items of the API, one on each line.' },
  sarif: { name: 'SARIF', use: 'For code scanning and other tools. Decided findings are in it as suppressed.' },
};

export interface ExportButtonProps {
  list: ExportedList;
  /** The filters, as they stand in the address of the API. */
  search: string;
  formats: readonly ExportFormat[];
  /** What is in the file: "1,214 open findings", "exceptions". */
  what: string;
  /** Nothing is there to export, or how much is not known yet. */
  disabled?: boolean;
}

/** Saves a list as a file: all of it, not only the rows that are shown. */
export function ExportButton({ list, search, formats, what, disabled = false }: ExportButtonProps) {
  const [open, setOpen] = useState(false);
  const scope = useScope();
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      title={`Export ${what}`}
      description="All of the list with its filters, in its order, as it is at this moment."
      trigger={
        <Button disabled={disabled} size="sm" className="pointer-coarse:h-11">
          <Download aria-hidden />
          Export
        </Button>
      }
    >
      <ul className="flex flex-col gap-3">
        {formats.map((format) => (
          <li key={format} className="flex items-start gap-3">
            <a
              href={exportHref(scope, list, search, format)}
              download
              onClick={() => setOpen(false)}
              aria-describedby={`export-${format}`}
              className={cn(buttonClass(), 'w-24 pointer-coarse:h-11')}
            >
              <Download aria-hidden />
              {FORMATS[format].name}
            </a>
            <p id={`export-${format}`} className="text-13 text-soft">
              {FORMATS[format].use}
            </p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
