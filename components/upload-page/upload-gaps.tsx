import { repositoryHref } from '#components/queries/addresses.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadDetail } from '#lib/contracts/upload.ts';
import { formatNumber } from '#lib/format.ts';
import { keptWords, partName, scopeWords, standsForWords, type UploadGap, type UploadPart } from './gap-words.ts';

function Files({ paths, files }: UploadGap) {
  if (paths === null || paths.length === 0) return null;
  const more = (files ?? 0) - paths.length;
  return (
    <ul className="mt-1 flex flex-col gap-0.5">
      {paths.map((path) => (
        <li key={path} className="break-all font-mono text-12">
          {path}
        </li>
      ))}
      {more > 0 ? <li className="text-12 text-faint">and {formatNumber(more)} more</li> : null}
    </ul>
  );
}

function Kept({ gap, repo }: { gap: UploadGap; repo: string }) {
  return (
    <p className="mt-1 text-soft">
      {keptWords(gap)}
      {gap.findings.length === 0 ? null : (
        <>
          {': '}
          {gap.findings.map((number) => (
            <TextLink key={number} href={`${repositoryHref(repo)}/findings/${number}`} className="mr-1.5 inline-block">
              #{number}
            </TextLink>
          ))}
        </>
      )}
    </p>
  );
}

function Gap({ gap, repo }: { gap: UploadGap; repo: string }) {
  const standsFor = standsForWords(gap);
  return (
    <li className="grid gap-x-4 gap-y-1 py-3 text-13 sm:grid-cols-[104px_minmax(0,1fr)]">
      <span className="font-medium">{scopeWords(gap)}</span>
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere]">{gap.reason}</p>
        <Files {...gap} />
        {gap.rules === null ? null : (
          <p className="mt-1 font-mono text-12 text-soft [overflow-wrap:anywhere]">{gap.rules.join(', ')}</p>
        )}
        {gap.position === null ? null : <p className="mt-1 break-all font-mono text-12 text-soft">{gap.position}</p>}
        {standsFor === null ? null : <p className="mt-1 text-soft [overflow-wrap:anywhere]">{standsFor}</p>}
        <Kept gap={gap} repo={repo} />
      </div>
    </li>
  );
}

function Part({ part, repo, named }: { part: UploadPart; repo: string; named: boolean }) {
  if (part.gaps.length === 0) return null;
  return (
    <>
      {named ? <h3 className="mt-3 font-medium text-13 [overflow-wrap:anywhere]">{partName(part)}</h3> : null}
      <ul className="divide-y border-y">
        {part.gaps.map((gap) => (
          <Gap key={`${gap.scope} ${gap.reason} ${gap.position} ${gap.rules?.join()}`} gap={gap} repo={repo} />
        ))}
      </ul>
    </>
  );
}

/** What the report did not look at, why, and what stays open because of that. */
export function UploadGaps({ upload }: { upload: UploadDetail }) {
  const { parts, repo } = upload;
  if (parts.every((part) => part.gaps.length === 0)) return null;
  return (
    <section id="gaps" aria-labelledby="gaps-head" className="min-w-0">
      <h2 id="gaps-head" className="mb-2 font-semibold text-14">
        What it did not look at
      </h2>
      {parts.map((part) => (
        <Part key={part.stream} part={part} repo={repo} named={parts.length > 1} />
      ))}
    </section>
  );
}
