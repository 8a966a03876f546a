import { Unplug } from 'lucide-react';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import { RetireButton } from './retire-button.tsx';

export interface RetirementBannerProps {
  view: RepositoryView;
  mayRetire: boolean;
}

/** Streams that seem to be over, each with what speaks for it. */
export function RetirementBanner({ view, mayRetire }: RetirementBannerProps) {
  return view.streams.map((stream) =>
    stream.retirement === null ? null : (
      <section
        key={stream.id}
        role="status"
        className="flex flex-wrap items-start gap-3 rounded-card border border-shape bg-side p-4"
      >
        <Unplug aria-hidden className="mt-0.5 size-4" />
        <div className="min-w-0 flex-1 basis-60 text-13">
          <h2 className="break-words font-semibold text-14">
            {stream.scanner}
            {stream.label === '' ? '' : ` · ${stream.label}`} from {stream.pipeline} ({stream.ref}) seems to be over
          </h2>
          <p className="mt-0.5 break-words text-soft">{stream.retirement.reason}</p>
        </div>
        {mayRetire ? (
          <div className="max-sm:ml-7">
            <RetireButton
              repo={view.repository.name}
              stream={stream}
              reason={stream.retirement.reason}
              variant="secondary"
            />
          </div>
        ) : null}
      </section>
    ),
  );
}
