'use client';

import { ConnectScanner } from '#components/shared/connect-scanner.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import type { ActionView } from '#lib/contracts/action-view.ts';

export interface CoverageSnippetProps {
  coverage: NonNullable<ActionView['coverage']>;
  repo: string | null;
  /** Where CI reaches this installation. */
  address: string;
}

/** What to paste into CI so that the category is measured. What is chosen stands in the address, as on Integrations. */
export default function CoverageSnippet({ coverage, repo, address }: CoverageSnippetProps) {
  const [params, change] = useAddress();
  return (
    <section aria-labelledby="snippet" className="min-w-0">
      <h2 id="snippet" className="mb-3 font-semibold text-14">
        What to paste into CI
      </h2>
      <ConnectScanner
        {...{ address, repo }}
        category={coverage.category}
        scanner={params.get('scanner')}
        system={params.get('ci')}
        onChange={({ scanner = null, system = null }) =>
          change({ ...(scanner === null ? {} : { scanner }), ...(system === null ? {} : { ci: system }) }, 'replace')
        }
      />
    </section>
  );
}
