import type { Metadata } from 'next';
import { ApiReference } from '#components/docs/api-reference.tsx';

import { FAULTS } from '#lib/errors.ts';
import { openApiOf } from '#lib/web/serve-open-api.ts';
import { getSystem } from '#lib/web/system.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'API' };

/** Codes of faults at start-up, which never occur over HTTP. */
const LOCAL = new Set(['configuration', 'port_in_use', 'already_running', 'data_dir', 'database_start']);

export default function ApiPage() {
  const problems = Object.entries(FAULTS).map(([code, [status, title]]) => ({ code, status, title }));
  const shown = problems.filter(({ code }) => !LOCAL.has(code));
  return <ApiReference document={openApiOf(getSystem())} problems={shown} />;
}
