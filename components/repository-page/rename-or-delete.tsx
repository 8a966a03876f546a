import type { RepositorySummary } from '#lib/contracts/repository.ts';
import { DeleteRepository } from './delete-repository.tsx';
import { FormerNames } from './former-names.tsx';
import { RenameRepository } from './rename-repository.tsx';

/** What a repository is called, was called, and how it ends. */
export function RenameOrDelete({ view }: { view: RepositorySummary }) {
  const { name } = view.repository;
  return (
    <section aria-labelledby="rename-or-delete" className="flex max-w-[760px] flex-col gap-5">
      <h2 id="rename-or-delete" className="font-semibold text-14">
        Rename or delete
      </h2>
      <RenameRepository key={name} name={name} />
      <FormerNames name={name} formerNames={view.former_names} />
      <div className="flex flex-wrap items-center gap-3 rounded-card border p-4">
        <p className="min-w-0 flex-1 basis-60 text-13 text-soft">
          Deleting takes findings, history and reports with it, for a repository that a test or a mistyped name made.
        </p>
        <DeleteRepository name={name} />
      </div>
    </section>
  );
}
