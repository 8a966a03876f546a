import { Pause } from 'lucide-react';
import { uploadHref } from '#components/queries/addresses.ts';
import { LocalTimes } from '#components/shared/local-times.tsx';
import { ReleaseButton } from '#components/shared/release-button.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RepositoryView } from '#lib/contracts/repository.ts';

export interface HeldBannerProps {
  view: RepositoryView;
  mayRelease: boolean;
}

/** Shows reports that are held because they would close unusually much. */
export function HeldBanner({ view, mayRelease }: HeldBannerProps) {
  const held = view.streams.filter((stream) => stream.held_upload !== null);
  if (held.length === 0) return null;
  const reasons = new Map(view.uploads.map((upload) => [upload.id, upload.reason]));
  return held.map(({ held_upload: id, pipeline, scanner, ref }) =>
    id === null ? null : (
      <section
        key={id}
        role="status"
        className="flex flex-wrap items-start gap-3 rounded-card border border-shape bg-side p-4"
      >
        <Pause aria-hidden className="mt-0.5 size-4" />
        <div className="min-w-0 flex-1 basis-60 text-13">
          <h2 className="break-words font-semibold text-14">
            A report of {scanner} from {pipeline} ({ref}) is held
          </h2>
          <p className="mt-0.5 break-words text-soft">
            <LocalTimes
              text={reasons.get(id) ?? 'It would close unusually much, so a person or a later run must confirm it.'}
            />{' '}
            <TextLink href={uploadHref(id)} className="underline">
              Look at it
            </TextLink>
          </p>
        </div>
        {mayRelease ? <ReleaseButton id={id} repo={view.repository.name} reason={reasons.get(id) ?? null} /> : null}
      </section>
    ),
  );
}
