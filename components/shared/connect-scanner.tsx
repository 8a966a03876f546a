'use client';

import { TriangleAlert } from 'lucide-react';
import { Field, Select } from '#components/ui/field.tsx';
import { Snippet } from '#components/ui/snippet.tsx';
import { type Tab, Tabs } from '#components/ui/tabs.tsx';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { gateSnippetFor } from './ci/gate.ts';
import { isLoopback } from './ci/loopback.ts';
import type { SnippetInput } from './ci/parts.ts';
import type { Recipe } from './ci/recipe.ts';
import { RECIPES, recipesFor } from './ci/recipes.ts';
import { SYSTEM_NAME, SYSTEMS, type System, snippetFor } from './ci/snippets.ts';

export interface ConnectScannerProps {
  /** Where CI reaches this installation. */
  address: string;
  /** Only scanners that measure this. */
  category: ScoreCategory | null;
  /** `owner/name`, where the snippet is for one repository. */
  repo: string | null;
  /** What is chosen, by id; anything unknown counts as the first choice. */
  scanner: string | null;
  system: string | null;
  onChange: (chosen: { scanner?: string; system?: System }) => void;
}

function Loopback({ address }: { address: string }) {
  if (!isLoopback(address)) return null;
  return (
    <p role="note" className="flex gap-2 rounded-card border border-shape bg-side p-3 text-13">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">
        Your CI cannot reach {address}: that is this machine only. Set PUBLIC_URL to the address under which others
        reach Plumbline, and the snippets will have it.
      </span>
    </p>
  );
}

function About({ recipe }: { recipe: Recipe }) {
  return (
    <>
      <p className="text-13 text-soft">Measures: {recipe.measures}.</p>
      {recipe.note === undefined ? null : <p className="text-13 text-soft">{recipe.note}</p>}
      <p className="text-12 text-faint">
        The job does not fail for what the scanner finds, only when the scan or the delivery fails. What a failed scan
        wrote is sent as incomplete, so that it closes nothing.
      </p>
    </>
  );
}

function tabOf(system: System, input: SnippetInput): Tab {
  const { title, code, secrets } = snippetFor(system, input);
  const gate = gateSnippetFor(system, input);
  return {
    value: system,
    label: SYSTEM_NAME[system],
    content: (
      <div className="flex flex-col gap-3">
        <p className="text-13 text-soft">{secrets}</p>
        <Snippet title={title} code={code} what="snippet" />
        <details>
          <summary className="cursor-pointer py-1 text-13 text-soft hover:text-ink">
            Then let the policy decide whether the run may go on
          </summary>
          <div className="flex flex-col gap-3 pt-2">
            <p className="text-13 text-soft">{gate.secrets}</p>
            <Snippet title={gate.title} code={gate.code} what="gate" />
          </div>
        </details>
      </div>
    ),
  };
}

/** What to paste into CI for a chosen scanner and CI system. */
export function ConnectScanner({ address, category, repo, scanner, system, onChange }: ConnectScannerProps) {
  const recipes = category === null ? RECIPES : recipesFor(category);
  const recipe = recipes.find(({ id }) => id === scanner) ?? recipes[0];
  if (recipe === undefined) return null;
  const tabs = SYSTEMS.map((one) => tabOf(one, { address, recipe, repo }));
  const chosen = SYSTEMS.find((one) => one === system) ?? SYSTEMS[0];
  return (
    <div className="flex flex-col gap-4">
      <Loopback address={address} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 lg:grid-cols-[240px_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-3">
          <Field label="Scanner" required>
            {(control) => (
              <Select
                options={recipes.map(({ id, name }) => ({ value: id, label: name }))}
                value={recipe.id}
                onChange={(event) => onChange({ scanner: event.target.value })}
                {...control}
              />
            )}
          </Field>
          <About recipe={recipe} />
        </div>
        <Tabs
          label="CI system"
          tabs={tabs}
          value={chosen}
          onValueChange={(value) => {
            const next = SYSTEMS.find((one) => one === value);
            if (next !== undefined) onChange({ system: next });
          }}
          className="min-w-0"
        />
      </div>
    </div>
  );
}
