import { findFormerNames } from '#db/queries/former-names.ts';
import type { Upload } from '#db/queries/uploads.ts';
import { type Delivered, statementsAgain, statementsOf } from '#lib/domain/provenance/compare-origin.ts';
import type { OriginStatement } from '#lib/domain/provenance/provenance.ts';
import { codePlaceOf } from '#lib/domain/repository/code-host.ts';
import type { At, Reading } from './parts.ts';

/** What is kept of where the report is from, now that it was read: what it says itself, beside what its delivery said. */
export async function provenanceOf(at: At, reading: Reading): Promise<Upload['provenance']> {
  const { tx, scope, repository, upload } = at;
  const { ref, commit } = upload;
  const known: Delivered = { names: [repository.fullName], code: codePlaceOf(repository), ref, commit };
  const report = compared(reading, known);
  // A checkout may still call the repository as it was called before.
  const isElsewhere = report?.some(({ fact, agrees }) => fact === 'repository' && agrees === false) ?? false;
  const names = isElsewhere ? [repository.fullName, ...(await findFormerNames(tx, scope))] : null;
  return {
    ...{ bounds: null, run: [], ...upload.provenance },
    report: names === null ? report : compared(reading, { ...known, names }),
  };
}

/** Bytes that were read before say the same again, of another delivery. */
function compared(reading: Reading, delivered: Delivered): OriginStatement[] | null {
  if (!('same' in reading)) return statementsOf(reading.done.origins, delivered);
  const said = reading.same.provenance?.report ?? null;
  return said && statementsAgain(said, delivered);
}
