'use client';

import { rightsPlaceOf } from '#components/privileges/filters.ts';
import { PathsScreen } from '#components/privileges/paths-screen.tsx';
import { RightsScreen } from '#components/privileges/rights-screen.tsx';
import { useSystems } from '#components/privileges/systems.tsx';
import { FindingsAboutRights } from '#components/repository-page/findings-about-rights.tsx';
import type { RepositorySummary } from '#lib/contracts/repository.ts';

/** Who may do what on a repository, and which ways to production end in it; of a system, of all that is in it. */
export function PrivilegesTab({ view }: { view: RepositorySummary }) {
  const { name, kind } = view.repository;
  const on = rightsPlaceOf(name, kind);
  const isDelivered = useSystems().length > 0;
  return (
    <div className="flex flex-col gap-10">
      <div>
        <RightsScreen on={on} />
      </div>
      {/* Without an inventory nothing is known of either: the list above says what to do. */}
      {isDelivered ? (
        <>
          <FindingsAboutRights row={view.repository} />
          <div>
            <PathsScreen on={on} />
          </div>
        </>
      ) : null}
    </div>
  );
}
