'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { findingsHref } from '#components/queries/addresses.ts';
import { uploadQuery } from '#components/queries/uploads.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { SkippedItems } from './skipped-items.tsx';
import { UploadClosing } from './upload-closing.tsx';
import { UploadCounts } from './upload-counts.tsx';
import { UploadFacts } from './upload-facts.tsx';
import { UploadGaps } from './upload-gaps.tsx';
import { UploadGate } from './upload-gate.tsx';
import { UploadProvenance } from './upload-provenance.tsx';
import { UploadSections } from './upload-sections.tsx';
import { UploadVerdict } from './upload-verdict.tsx';

function answerOf(upload: UploadView): string {
  switch (upload.status) {
    case 'received':
      return 'It is stored safely and waits to be read.';
    case 'processing':
      return 'It is being read.';
    case 'rejected':
      return 'It could not be used; nothing was changed.';
    case 'held':
      return 'It would close unusually much, so a person or a later run must confirm it.';
    case 'superseded':
      return 'A newer report had arrived before; nothing was changed.';
    case 'processed': {
      const changes = [
        `${formatNumber(upload.introduced)} new${upload.compared_with === null ? '' : ` beside ${upload.compared_with.ref}`}`,
        upload.reopened > 0 ? `${formatNumber(upload.reopened)} reopened` : null,
        `${formatNumber(upload.fixed)} fixed`,
        upload.skipped_count > 0 ? `${formatNumber(upload.skipped_count)} skipped` : null,
      ];
      return `${formatCount(upload.parsed, 'result')} read: ${changes.filter((one) => one !== null).join(', ')}.`;
    }
  }
}

export interface UploadScreenProps {
  id: string;
  rights: { release: boolean; raw: boolean };
}

/** One upload: what it is, what it did, what could not be read, why. */
export function UploadScreen({ id, rights }: UploadScreenProps) {
  const query = useQuery(uploadQuery(useScope(), id));
  const upload = query.data;
  if (upload === undefined) {
    return (
      <NotLoaded title="The upload could not be loaded" query={query}>
        <TableSkeleton rows={6} label="Loading the upload" />
      </NotLoaded>
    );
  }
  return (
    <>
      <PageHead
        above={<TextLink href="/ingest">Ingest</TextLink>}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">
              {upload.scanner ?? 'Report'} for {upload.repo}
            </span>
            <StateBadge state={upload.status} />
          </span>
        }
        answer={answerOf(upload)}
        actions={
          <>
            {rights.raw && upload.raw === 'redacted' ? (
              <a href={`/api/v1/uploads/${id}/raw`} download className={buttonClass({})}>
                <Download aria-hidden />
                Raw report
              </a>
            ) : null}
            <LinkButton href={findingsHref({ repo: upload.repo })}>Open findings</LinkButton>
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <UploadVerdict upload={upload} mayRelease={rights.release} />
          {upload.status === 'rejected' ? null : <UploadCounts upload={upload} />}
          <UploadGate gate={upload.gate} />
          <UploadClosing upload={upload} />
          <UploadSections upload={upload} />
          <UploadGaps upload={upload} />
          <SkippedItems upload={upload} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <UploadFacts upload={upload} />
          <UploadProvenance upload={upload} />
        </div>
      </div>
    </>
  );
}
