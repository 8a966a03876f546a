'use client';

import { useQuery } from '@tanstack/react-query';
import { commitsQuery } from '#components/queries/branch-commits.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { CommitsView } from '#lib/contracts/branch-commits.ts';
import { formatCount } from '#lib/format.ts';

type Unscanned = CommitsView['categories'][number];

function Line({ one: { category, unscanned_total: total, unscanned_since: since, unscanned } }: { one: Unscanned }) {
  const title = CATEGORY_TITLE[category];
  if (total === null) return <li>{title}: no scan saw a commit that is known</li>;
  if (total === 0 || since === null) return <li>{title}: the newest commit was scanned</li>;
  return (
    <li>
      <details>
        <summary className="w-fit cursor-pointer">
          {title}: {formatCount(total, 'commit')} never scanned, the oldest: <RelativeTime at={since} />
        </summary>
        <ul className="mt-1 mb-2 ml-4 font-mono text-12">
          {unscanned.map(({ id, at }) => (
            <li key={id} className="break-all">
              {id} <RelativeTime at={at} className="font-sans text-faint" />
            </li>
          ))}
          {total > unscanned.length ? (
            <li className="font-sans text-faint">
              and {formatCount(total - unscanned.length, 'older one', 'older ones')}
            </li>
          ) : null}
        </ul>
      </details>
    </li>
  );
}

/** Which commits of the default branch nothing scanned, where they are told; else that this is not known. */
export function UnscannedCommits({ repo }: { repo: string }) {
  const { data } = useQuery(commitsQuery(repo));
  if (data === undefined) return null;
  const { ref, told_at: at, categories } = data;
  if (at === null) {
    return (
      <p className="mt-2 max-w-[75ch] text-12 text-faint [overflow-wrap:anywhere]">
        Which commits {ref} has is not known: <code>plumbline commits --repo {repo}</code> in a job of it tells them,
        and then which were never scanned.
      </p>
    );
  }
  return (
    <div className="mt-3 text-13">
      <h3 className="font-medium">
        Commits of {ref}, last told: <RelativeTime at={at} />
      </h3>
      <ul className="mt-1 flex flex-col gap-1 text-soft">
        {categories.map((one) => (
          <Line key={one.category} one={one} />
        ))}
      </ul>
    </div>
  );
}
