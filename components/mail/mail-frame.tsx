'use client';

import { Tabs } from '#components/ui/tabs.tsx';
import type { RenderedMailView } from '#lib/contracts/mail.ts';

/** On top of the sandbox: nothing is loaded and nothing runs, whatever a mail has in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const META = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;

function guarded(html: string): string {
  const head = html.indexOf('<head>');
  return head === -1 ? META + html : html.replace('<head>', `<head>${META}`);
}

/** A mail as it arrives, as HTML and as text. Its HTML is in a frame of its own, without scripts, forms or a session. */
export function MailFrame({ subject, html, text }: RenderedMailView) {
  return (
    <Tabs
      label="Parts of the mail"
      tabs={[
        {
          value: 'html',
          label: 'As HTML',
          content: (
            <iframe
              title={`Mail: ${subject}`}
              srcDoc={guarded(html)}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              referrerPolicy="no-referrer"
              className="h-[min(1100px,78vh)] w-full max-w-[680px] rounded-card border"
            />
          ),
        },
        {
          value: 'text',
          label: 'As text',
          content: (
            <pre className="max-w-[680px] whitespace-pre-wrap rounded-card border px-5 py-4 font-mono text-12 leading-5 [overflow-wrap:anywhere]">
              {text}
            </pre>
          ),
        },
      ]}
    />
  );
}
