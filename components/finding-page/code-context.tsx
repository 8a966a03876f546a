import { PathText } from '#components/shared/place.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import type { LocationView } from './code.ts';
import { CodeLink } from './code-link.tsx';
import { LocationCode } from './location-code.tsx';

function primary({ evidence }: FindingView): LocationView | null {
  const order = [...evidence].sort((a, b) => Number(b.present) - Number(a.present));
  const firsts = order.flatMap((one) => one.locations.slice(0, 1));
  return firsts.find((at) => at.snippet !== null) ?? firsts[0] ?? null;
}

/** The reported code with the line marked. Packages and manifests have no line to show. */
export function CodeContext({ view }: { view: FindingView }) {
  const at = primary(view);
  if (at === null || (at.snippet === null && at.start_line === null && at.label === null && at.code_url === null)) {
    return null;
  }
  return (
    <div className="min-w-0">
      <div className="mb-1.5 flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
        {at.path === null ? (
          <p className="min-w-0 break-all font-mono text-12 text-soft">{at.label}</p>
        ) : (
          <PathText path={at.path} line={at.start_line} className="text-soft" />
        )}
        <CodeLink href={at.code_url} />
      </div>
      {at.path === null || at.label === null ? null : (
        <p className="mb-1.5 text-12 text-faint [overflow-wrap:anywhere]">{at.label}</p>
      )}
      <LocationCode at={at} />
      {at.snippet === null && at.start_line !== null ? (
        <p className="text-13 text-faint">The report holds no code for this place.</p>
      ) : null}
    </div>
  );
}
