import { PathText } from '#components/shared/place.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import type { LocationView } from './code.ts';
import { CodeLink } from './code-link.tsx';
import { LocationCode } from './location-code.tsx';

interface Primary {
  at: LocationView;
  scanner: string;
}

/** The place that the finding is listed at, with the code of the scanner that shows most of it. */
function primary({ finding, evidence }: FindingView): Primary | null {
  const order = [...evidence].sort((a, b) => Number(b.present) - Number(a.present));
  const firsts = order.flatMap(({ locations, scanner }): Primary[] => {
    const at = locations.find(({ path, start_line }) => path === finding.path && start_line === finding.line);
    const first = at ?? locations[0];
    return first === undefined ? [] : [{ at: first, scanner }];
  });
  return firsts.find(({ at }) => at.code !== null) ?? firsts[0] ?? null;
}

/** The reported code with the line marked. Packages and manifests have no line to show. */
export function CodeContext({ view }: { view: FindingView }) {
  const shown = primary(view);
  if (shown === null) return null;
  const { at, scanner } = shown;
  if (at.code === null && at.start_line === null && at.label === null && at.code_url === null) {
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
      {at.code === null && at.start_line !== null && at.code_url !== null ? (
        <p className="text-13 text-faint">{scanner} sends no code. The link shows it at the code host.</p>
      ) : null}
    </div>
  );
}
