'use client';

import dynamic from 'next/dynamic';
import type { RenderedMailView } from '#lib/contracts/mail.ts';

// Only who asks for a preview needs it.
const MailFrame = dynamic(() => import('./mail-frame.tsx').then((module) => module.MailFrame), { ssr: false });

export interface ShownDigestProps {
  /** Of a request for it: what came, or why nothing did. */
  preview: { data: RenderedMailView | undefined; error: Error | null };
}

/** A digest that was not sent, below its subject, once it is there. */
export function ShownDigest({ preview: { data: mail, error } }: ShownDigestProps) {
  return (
    <>
      <p role="alert" className="text-failed empty:hidden">
        {error?.message}
      </p>
      {mail === undefined ? null : <Mail mail={mail} />}
    </>
  );
}

function Mail({ mail }: { mail: RenderedMailView }) {
  return (
    <section aria-label="Preview of the digest" className="flex w-full flex-col gap-3">
      <p className="[overflow-wrap:anywhere]">
        <span className="text-soft">Subject: </span>
        <span className="font-medium">{mail.subject}</span>
      </p>
      <MailFrame {...mail} />
    </section>
  );
}
