'use client';

import { releaseUpload } from '#components/queries/release-upload.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { LocalTimes } from './local-times.tsx';

export interface ReleaseButtonProps {
  id: string;
  repo: string;
  /** Why it is held, with the number that it would close. */
  reason: string | null;
  size?: 'sm' | 'md';
}

/** One click and a confirmation that says what will be closed. */
export function ReleaseButton({ id, repo, reason, size = 'md' }: ReleaseButtonProps) {
  const release = async () => {
    await releaseUpload(id);
    return { title: 'Released', description: `The report for ${repo} is applied now.` };
  };
  return (
    <ConfirmButton
      trigger={
        <Button variant="primary" size={size}>
          Release
        </Button>
      }
      title="Release this report?"
      description={`It becomes the truth about its stream in ${repo}: what it does not list is closed.`}
      keep="Keep it held"
      confirm="Release and close them"
      act={release}
    >
      {reason === null ? null : (
        <p className="break-words text-13">
          <LocalTimes text={reason} />
        </p>
      )}
      <p className="mt-2 text-13 text-soft">
        Findings that a later report lists again are reopened, with their history.
      </p>
    </ConfirmButton>
  );
}
