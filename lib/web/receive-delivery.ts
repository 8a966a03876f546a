import type { Context } from '#lib/context.ts';
import { UPLOAD_LIMITS, type UploadLimits } from '#lib/contracts/upload-limits.ts';
import { type Admission, admitUpload, EXTEND_EVERY } from '#lib/services/upload/admit-upload.ts';
import type { CheckFields, ReceivedForm } from './receive-form.ts';
import { receiveReport } from './receive-report.ts';
import { takeSlot } from './take-slot.ts';

interface Received extends ReceivedForm, Pick<Admission, 'headers' | 'stored'> {
  /** Resolves, without fail, once the delivery no longer counts as under way. */
  ended: Promise<void>;
}

/**
 * Counts a delivery of the caller and streams its body to the store, as one of the bodies that are received at a time.
 * @throws Fault rate_limited, unavailable, and what `receiveReport` throws; nothing is kept then
 */
export async function receiveDelivery(
  ctx: Context,
  request: Request,
  check: CheckFields,
  limits: UploadLimits = UPLOAD_LIMITS,
  files = 1,
): Promise<Received> {
  const releaseSlot = takeSlot(UPLOAD_LIMITS.receiving);
  try {
    const { headers, extend, end, stored } = await admitUpload(ctx);
    // If the database fails here, the delivery only counts for longer or shorter.
    const ignore = (error: unknown) => ctx.log.warn({ err: error }, 'a delivery under way could not be noted');
    const extending = setInterval(() => void extend().catch(ignore), EXTEND_EVERY);
    const finish = () => {
      clearInterval(extending);
      return end().catch(ignore);
    };
    try {
      const to = { store: ctx.blobs, limits, now: ctx.now(), files };
      const received = await receiveReport(request, check, to);
      return { ...received, headers, stored, ended: finish() };
    } catch (error) {
      await finish();
      throw error;
    }
  } finally {
    releaseSlot();
  }
}
