'use client';

import { useState } from 'react';
import { findingsHref } from '#components/queries/addresses.ts';
import { PathText } from '#components/shared/place.tsx';
import { Button } from '#components/ui/button.tsx';
import { SEVERITY_WORD, SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadDetail, UploadClosing as View } from '#lib/contracts/upload.ts';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { formatCount, formatList, formatNumber } from '#lib/format.ts';

/** Findings shown before "Show all". */
const FIRST = 10;

type Closing = View['findings'][number];

function Where({ path, line, package: name }: Closing) {
  if (name !== null) return <span className="truncate font-mono text-12">{name}</span>;
  return path === null ? null : <PathText path={path} line={line} />;
}

function Finding({ finding }: { finding: Closing }) {
  return (
    <li className="flex min-w-0 items-start gap-2.5 py-2">
      <span className="flex w-3 shrink-0 pt-1">
        <SeverityMark severity={finding.severity} compact />
      </span>
      <span className="min-w-0 flex-1">
        <TextLink quiet href={finding.url} className="block text-13 [overflow-wrap:anywhere]">
          {finding.title}
        </TextLink>
        <span className="flex min-w-0 flex-wrap gap-x-3 text-12 text-faint">
          <Where {...finding} />
          {finding.elsewhere ? <span>stays open: another stream has it too</span> : null}
        </span>
      </span>
      <span className="shrink-0 text-12 text-faint">#{finding.ref.slice(finding.ref.lastIndexOf('#') + 1)}</span>
    </li>
  );
}

/** "25 high and 4 low", and how many of all are closed by now. */
function sumOf({ total, open }: View): string {
  const parts = SEVERITIES.filter((severity) => open[severity] > 0).map(
    (severity) => `${formatNumber(open[severity])} ${SEVERITY_WORD[severity].toLowerCase()}`,
  );
  const stillOpen = SEVERITIES.reduce((sum, severity) => sum + open[severity], 0);
  const gone = total - stillOpen;
  if (parts.length === 0) return 'None of them is open any more.';
  return `${formatList(parts, SEVERITIES.length)}${gone > 0 ? `; ${formatNumber(gone)} more are closed by now or not counted` : ''}.`;
}

/** Which findings a held report would close, worst first. */
export function UploadClosing({ upload }: { upload: UploadDetail }) {
  const [all, setAll] = useState(false);
  const { closing, repo, scanner, pipeline } = upload;
  if (closing === null || closing.total === 0) return null;
  const { findings, total } = closing;
  const shown = all ? findings : findings.slice(0, FIRST);
  const rest = findings.length - shown.length;
  const single = scanner === null || scanner.includes('+') ? {} : { scanner };
  return (
    <section id="closing" aria-labelledby="closing-head" className="min-w-0 scroll-mt-16">
      <h2 id="closing-head" className="font-semibold text-14">
        Releasing it closes {formatCount(total, 'finding')}
      </h2>
      <p className="mb-2 text-13 text-soft">
        {sumOf(closing)}{' '}
        {findings.length < total && findings.length === 100
          ? `The first ${findings.length} are listed, worst first. `
          : ''}
        <TextLink href={findingsHref({ repo, pipeline, ...single })}>
          All open findings of this pipeline and scanner
        </TextLink>
      </p>
      <ul className="divide-y border-y">
        {shown.map((finding) => (
          <Finding key={finding.ref} finding={finding} />
        ))}
      </ul>
      {rest > 0 ? (
        <Button size="sm" className="mt-2" onClick={() => setAll(true)}>
          Show {formatNumber(rest)} more
        </Button>
      ) : null}
    </section>
  );
}
