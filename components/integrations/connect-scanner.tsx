'use client';

import { useState } from 'react';
import { RECIPES, recipeOf } from '#components/shared/recipes.ts';
import { SYSTEM_NAME, SYSTEMS, snippetFor } from '#components/shared/snippets.ts';
import { Field, Select } from '#components/ui/field.tsx';
import { Snippet } from '#components/ui/snippet.tsx';
import { type Tab, Tabs } from '#components/ui/tabs.tsx';

const OPTIONS = RECIPES.map(({ scanner, name }) => ({ value: scanner, label: name }));

export interface ConnectScannerProps {
  address: string;
  /** The text of a token that was just created, if any. */
  token: string | null;
}

/** Shows a CI file to paste for a chosen scanner and CI system. */
export function ConnectScanner({ address, token }: ConnectScannerProps) {
  const [scanner, setScanner] = useState(OPTIONS[0]?.value ?? '');
  const recipe = recipeOf(scanner);
  const tabs: Tab[] = SYSTEMS.map((system) => {
    const { title, code } = snippetFor(system, { address, recipe, repo: 'acme/web', token });
    const lines = system === 'curl' ? `${recipe.command}\n${code}` : code;
    return {
      value: system,
      label: SYSTEM_NAME[system],
      content: <Snippet title={title} code={lines} what="snippet" />,
    };
  });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 lg:grid-cols-[240px_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-3">
        <Field label="Scanner" required>
          {(control) => (
            <Select
              options={OPTIONS}
              value={scanner}
              onChange={(event) => setScanner(event.target.value)}
              {...control}
            />
          )}
        </Field>
        <p className="text-13 text-soft">Measures: {recipe.measures}.</p>
        {recipe.note === undefined ? null : <p className="text-13 text-soft">{recipe.note}</p>}
        <p className="text-12 text-faint">The command does not fail for what it finds: Plumbline judges that.</p>
      </div>
      <Tabs label="CI system" tabs={tabs} className="min-w-0" />
    </div>
  );
}
