'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button.tsx';

type Outcome = 'idle' | 'copied' | 'refused';

async function copy(text: string): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    // Without https the browser has no clipboard; the text stays selectable.
    return 'refused';
  }
}

export interface CopyButtonProps {
  text: string;
  /** What is copied: "token", "command". */
  what?: string;
  /** Shows words beside the icon: "Copy", or those given. */
  words?: boolean | string;
  size?: 'sm' | 'md';
  className?: string;
}

export function CopyButton({ text, what = 'text', words = false, size = 'sm', className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const icon = outcome === 'copied' ? <Check aria-hidden className="text-clean" /> : <Copy aria-hidden />;
  const run = async () => setOutcome(await copy(text));
  const said = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Select and copy by hand' : '';
  const extra = className === undefined ? {} : { className };
  return (
    <>
      {words !== false ? (
        <Button size={size} onClick={run} {...extra}>
          {icon}
          {said !== '' ? said : words === true ? 'Copy' : words}
        </Button>
      ) : (
        <IconButton
          label={`Copy ${what}`}
          size="icon-sm"
          title={said === '' ? `Copy ${what}` : said}
          onClick={run}
          {...extra}
        >
          {icon}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
