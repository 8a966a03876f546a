'use client';

import { Download } from 'lucide-react';
import { evidenceHref } from '#components/queries/access-reviews.ts';
import { buttonClass } from '#components/ui/button-class.ts';
import { cn } from '#components/ui/cn.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Snippet } from '#components/ui/snippet.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import { formatCount } from '#lib/format.ts';
import { RULE_WORD, scopeWords } from './words.ts';

const FILES = [
  { format: 'csv', name: 'CSV', use: 'Every right with its decision, reason, reviewer and verification.' },
  { format: 'pdf', name: 'PDF', use: 'The same as a document for an auditor.' },
  { format: 'json', name: 'DSSE', use: 'The signed statement that names both files by their hash.' },
] as const;

function Hash({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0 text-13">
      <p className="text-faint">{name}</p>
      <p className="flex items-start gap-2">
        <code className="min-w-0 break-all font-mono text-12">{value}</code>
        <CopyButton text={value} what="the hash" />
      </p>
    </div>
  );
}

function Frozen({ review }: { review: ReviewDetail }) {
  const scope = scopeWords(review.scope);
  return (
    <section className="min-w-0">
      <h2 className="mb-1 font-semibold text-14">What was frozen</h2>
      <p className="mb-2 text-13 text-soft [overflow-wrap:anywhere]">
        {formatCount(review.items, 'right')} of {formatCount(review.principals, 'principal')}:{' '}
        {scope.length === 0 ? 'everything' : scope.join(' · ')}. Asked: {RULE_WORD[review.rule]}.
      </p>
      <ul className="border-t">
        {review.snapshots.map(({ system, number, collected_at: at, unread }) => (
          <li
            key={system}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b py-2 text-13 [overflow-wrap:anywhere]"
          >
            <span className="min-w-0">
              {system}, snapshot {number}
            </span>
            <span className="flex flex-wrap items-center gap-2 text-12 text-faint">
              {unread.length === 0 ? null : (
                <StateBadge state="unmeasured">{formatCount(unread.length, 'section')} not read</StateBadge>
              )}
              <span>
                collected <RelativeTime at={at} ago />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Files that prove the review to somebody else, and how they are verified. */
export function Evidence({ review }: { review: ReviewDetail }) {
  const file = `access-review-${review.id}`;
  const command = `curl -o signing-keys.json "$PLUMBLINE_URL/api/v1/signing-keys"
plumbline verify ${file}.csv ${file}.pdf --evidence ${file}.json --keys signing-keys.json`;
  return (
    <div className="grid gap-x-12 gap-y-8 pt-4 lg:grid-cols-2">
      <section className="flex min-w-0 flex-col gap-4">
        <div>
          <h2 className="mb-1 font-semibold text-14">Files</h2>
          {review.may.read ? (
            <ul className="flex flex-col gap-3">
              {FILES.map(({ format, name, use }) => (
                <li key={format} className="flex items-start gap-3">
                  <a
                    href={evidenceHref(review.id, format)}
                    download
                    aria-describedby={`evidence-${format}`}
                    className={cn(buttonClass(), 'w-24 shrink-0 pointer-coarse:h-11')}
                  >
                    <Download aria-hidden />
                    {name}
                  </a>
                  <p id={`evidence-${format}`} className="self-center text-13 text-soft">
                    {use}
                  </p>
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-13 text-faint">For administrators, security and auditors.</p>
          )}
        </div>
        <p className="text-13 text-soft">
          {review.state === 'open'
            ? 'The review is open: its files change with every decision. Keep those of the closed one.'
            : 'The files stay the same until more of it is verified: keep the ones that you hand over.'}
        </p>
        <div className="min-w-0">
          <p className="mb-1 text-13 text-soft">To verify them, anywhere; with the keys at hand it needs no network:</p>
          <Snippet code={command} title="Verify the evidence" />
        </div>
      </section>
      <div className="flex min-w-0 flex-col gap-8">
        <Frozen review={review} />
        <section className="flex min-w-0 flex-col gap-3">
          <h2 className="font-semibold text-14">Hashes</h2>
          <Hash name="SHA-256 of the rights as they were frozen" value={review.frozen_hash} />
          {review.decided_hash === null ? (
            <p className="text-13 text-faint">That of the decisions stands when the review is closed.</p>
          ) : (
            <Hash name="SHA-256 of them with the decisions" value={review.decided_hash} />
          )}
        </section>
      </div>
    </div>
  );
}
