'use client';

import { Card } from '#components/ui/card.tsx';
import type { LimitsView } from '#lib/contracts/limits.ts';
import { formatBytes, formatCount, formatNumber } from '#lib/format.ts';
import { LimitForm } from './limit-form.tsx';

const GIGABYTE = 1e9;
const gigabytes = (bytes: number): string => `${formatNumber(bytes / GIGABYTE, 3)} GB`;

/** How many reports the organization takes, and keeps. */
export function LimitsSection({ limits }: { limits: LimitsView }) {
  const { credential_uploads_per_minute: credential, uploads_per_minute: all, stored_bytes: stored } = limits;
  const most = stored.installation;
  return (
    <div className="flex max-w-[640px] flex-col gap-6">
      <Card
        title="Reports within a minute"
        note="What is above a limit is refused before it is read, and told when to come back. After a quiet minute, a minute's worth may come at once."
      >
        <div className="flex flex-col gap-5 pt-2">
          <LimitForm
            label="From one token or person"
            field="credential_uploads_per_minute"
            limit={credential}
            unit="a minute"
            write={String}
            read={Number}
            most={formatNumber(credential.installation)}
            use={`${formatCount(credential.used, 'report')} in the last minute from the one that sends most.`}
          />
          <LimitForm
            label="From all of the organization"
            field="uploads_per_minute"
            limit={all}
            unit="a minute"
            write={String}
            read={Number}
            most={formatNumber(all.installation)}
            use={`${formatCount(all.used, 'report')} in the last minute.`}
          />
        </div>
      </Card>
      <Card
        title="Stored reports"
        note="When so much is stored, new reports are refused until old ones are removed: see Retention."
      >
        <div className="pt-2">
          <LimitForm
            label="Space for reports as they were delivered"
            field="stored_bytes"
            limit={stored}
            unit="GB"
            write={(bytes) => String(bytes / GIGABYTE)}
            read={(text) => Math.round(Number(text.replace(',', '.')) * GIGABYTE)}
            most={most === null ? 'any size' : `at most ${gigabytes(most)}, which this installation allows`}
            use={`${formatBytes(stored.used)} are stored now.`}
          />
        </div>
      </Card>
    </div>
  );
}
