'use client';

import type { RepositorySummary } from '#lib/contracts/repository.ts';
import { Badge } from './badge.tsx';
import { CodeHostForm } from './code-host-form.tsx';
import { OwnersAndLabels } from './owners-and-labels.tsx';
import { RenameOrDelete } from './rename-or-delete.tsx';
import { SettingsForm } from './settings-form.tsx';

/** Whose it is, how it is set, what it is called, and how it ends. */
export function Settings({ view, mayChange }: { view: RepositorySummary; mayChange: boolean }) {
  const { repository } = view;
  return (
    <div className="flex flex-col gap-10">
      <OwnersAndLabels row={repository} mayChange={mayChange} />
      {mayChange ? (
        <>
          <section aria-labelledby="settings" className="max-w-[760px]">
            <h2 id="settings" className="mb-3 font-semibold text-14">
              Settings
            </h2>
            <SettingsForm key={repository.name} view={view} />
            {view.badge === null ? null : <Badge url={view.badge} page={repository.url} />}
            {repository.kind === 'code' ? <CodeHostForm key={`code of ${repository.name}`} view={view} /> : null}
          </section>
          <RenameOrDelete view={view} />
        </>
      ) : (
        <p className="text-13 text-soft">
          An administrator changes how a repository is set, its name, and whether it stays.
        </p>
      )}
    </div>
  );
}
