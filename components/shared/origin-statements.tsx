import { Breakable } from '#components/ui/breakable.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';
import { agreementWords, FACT_WORD, silenceWords, statementsIn } from './provenance-words.ts';

type Shown = Pick<UploadView, 'provenance' | 'status' | 'repo' | 'ref' | 'commit'>;

/** What the report itself and the address of its run say of where it is from, beside what its delivery said. */
export function OriginStatements({ upload }: { upload: Shown }) {
  const silence = silenceWords(upload);
  return (
    <>
      <ul>
        {statementsIn(upload.provenance).map(({ by, statement }) => (
          <li key={`${by} ${statement.fact} ${statement.said}`} className="py-1 text-13 [overflow-wrap:anywhere]">
            <span className="text-faint">
              {FACT_WORD[statement.fact]}, by {by === 'report' ? 'the report' : 'the address of its run'}:
            </span>{' '}
            <code className="font-mono text-12">
              <Breakable text={statement.said} />
            </code>{' '}
            {statement.agrees === false ? (
              <StateBadge state="failed" className="h-auto min-h-[22px] whitespace-normal">
                {agreementWords(statement, upload)}
              </StateBadge>
            ) : (
              <span className="text-12 text-soft">{agreementWords(statement, upload)}</span>
            )}
          </li>
        ))}
      </ul>
      {silence === null ? null : <p className="py-1 text-13 text-faint">{silence}</p>}
    </>
  );
}
