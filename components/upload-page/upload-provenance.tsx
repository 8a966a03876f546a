import { OriginStatements } from '#components/shared/origin-statements.tsx';
import { boundsWords, provenWords } from '#components/shared/provenance-words.ts';
import { Card } from '#components/ui/card.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';

/** Who vouches for the report, what that proves, and whether all that is said of where it is from agrees. */
export function UploadProvenance({ upload }: { upload: UploadView }) {
  const bounds = boundsWords(upload.provenance);
  return (
    <Card title="Provenance">
      <p className="text-13">{provenWords(upload.delivered_by)}</p>
      {bounds === null ? null : <p className="mt-1 text-13 text-soft">{bounds}</p>}
      <div className="my-2 border-y py-1">
        <OriginStatements upload={upload} />
      </div>
      <p className="text-12 text-faint">
        Run, ref and commit are what the delivery said. No signature and no identity of a CI platform is checked.
      </p>
      <p className="mt-2 text-12 text-faint">
        SHA-256 of the report as it arrived: <code className="break-all font-mono text-soft">{upload.sha256}</code>
      </p>
    </Card>
  );
}
