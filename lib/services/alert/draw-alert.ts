import { composeAlert } from '#lib/domain/alert/compose-alert.ts';
import type { KeptAlert } from '#lib/domain/alert/kept-alert.ts';
import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { renderAlert } from '#lib/mail/render/render-alert.ts';

/** The mail of an alert, when it is made and when it is made anew. */
export function drawAlert({ about, told }: KeptAlert, publicUrl: string): Promise<RenderedMail> {
  const waited = new Map(told.map((one) => [one.item, one.waited]));
  const items = told.map(({ item }) => item);
  return renderAlert(
    composeAlert(items, about, (item) => (item.kind === 'sink_paused' ? null : (waited.get(item) ?? null))),
    publicUrl,
  );
}
