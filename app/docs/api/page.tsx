import type { Metadata } from 'next';
import { ApiReference } from '#components/docs/api-reference.tsx';
import { buildOpenApi } from '#lib/contracts/openapi.ts';
import { FAULTS } from '#lib/errors.ts';
import { PUBLIC_URL_PLACEHOLDER } from '#lib/web/serve-reference.ts';

// lib/web/serve-reference.ts serves what the build makes of it, without scripts.
export const dynamic = 'force-static';
export const metadata: Metadata = { title: 'API' };

/** Codes of faults at start-up, which never occur over HTTP. */
const LOCAL = new Set(['configuration', 'port_in_use', 'already_running', 'data_dir', 'database_start']);

export default function ApiPage() {
  const problems = Object.entries(FAULTS).map(([code, [status, title]]) => ({ code, status, title }));
  const shown = problems.filter(({ code }) => !LOCAL.has(code));
  return <ApiReference document={buildOpenApi(PUBLIC_URL_PLACEHOLDER)} problems={shown} />;
}
