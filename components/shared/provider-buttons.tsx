'use client';

import { useState } from 'react';
import { startProvider } from '#components/queries/start-provider.ts';
import { Button, type ButtonProps } from '#components/ui/button.tsx';

export interface ProviderButtonsProps {
  providers: readonly { id: string; name: string }[];
  /** What comes before the name: "Sign in with". */
  words: string;
  /** What signing in is for: `next`, `purpose` and `code` of the attempt. */
  fields: Readonly<Record<string, string>>;
  size?: ButtonProps['size'];
  className?: string;
}

/** A button for each sign-in provider; each leads to the provider's page. */
export function ProviderButtons({ providers, words, fields, size = 'lg', className }: ProviderButtonsProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async (id: string) => {
    setBusy(id);
    setProblem(null);
    const started = await startProvider(id, fields);
    if ('url' in started) return window.location.assign(started.url);
    setProblem(started.problem);
    setBusy(null);
  };
  return (
    <div className={className}>
      {providers.map(({ id, name }) => (
        <Button key={id} size={size} className="max-w-full" busy={busy === id} onClick={() => start(id)}>
          <span className="truncate">
            {words} {name}
          </span>
        </Button>
      ))}
      <p role="alert" className="text-13 text-failed empty:hidden">
        {problem}
      </p>
    </div>
  );
}
