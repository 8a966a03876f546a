import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { KEEP_EARLY_CLICK } from '#components/shell/early-click.ts';
import { EarlyClickReplay } from '#components/shell/early-click-replay.tsx';
import { readTheme, THEME_COOKIE } from '#lib/contracts/theme.ts';
import { fontVariables } from './fonts.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Plumbline', template: '%s · Plumbline' },
  description: 'How secure our delivery is, what got worse, and what to do next.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfdfe' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0f13' },
  ],
};

/** The one that proxy.ts let scripts of this answer run by. */
const nonceOf = (policy: string | null): string | undefined => policy?.match(/'nonce-([^']+)'/)?.[1];

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  const theme = readTheme(jar.get(THEME_COOKIE)?.value);
  return (
    // suppressHydrationWarning, because the theme switch may change this attribute before the server knows.
    <html lang="en" data-theme={theme} className={fontVariables} suppressHydrationWarning>
      {/* Not among the metadata: those may arrive late, and a browser that met no icon by then asks for another one. */}
      <head>
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <script nonce={nonceOf(asked.get('content-security-policy'))}>{KEEP_EARLY_CLICK}</script>
      </head>
      <body className="font-sans">
        {children}
        <EarlyClickReplay />
      </body>
    </html>
  );
}
