import { Check, Minus, X } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { PipelineControl } from '#lib/contracts/pipeline.ts';

const WORDS: Readonly<Record<PipelineControl['presence'], string>> = {
  present: 'present',
  missing: 'missing',
  unknown: 'not known',
  not_applicable: 'not about this file',
};

/** A mark for each: a check, a broken outline, the hatch of what is not measured. The word is spoken. */
export function PresenceMark({ presence }: Pick<PipelineControl, 'presence'>) {
  const box = 'mt-0.5 grid size-4 shrink-0 place-items-center rounded-[4px]';
  return (
    <span className="shrink-0">
      <span aria-hidden title={WORDS[presence]} className={cn(box, looks(presence))}>
        {presence === 'present' ? <Check className="size-3" /> : null}
        {presence === 'missing' ? <X className="size-3" /> : null}
        {presence === 'not_applicable' ? <Minus className="size-3" /> : null}
      </span>
      <span className="sr-only">{WORDS[presence]}: </span>
    </span>
  );
}

function looks(presence: PipelineControl['presence']): string {
  switch (presence) {
    case 'present':
      return 'text-clean border';
    case 'missing':
      return 'text-failed border border-failed border-dashed';
    case 'unknown':
      return 'hatch border border-line-strong';
    case 'not_applicable':
      return 'text-faint';
  }
}
