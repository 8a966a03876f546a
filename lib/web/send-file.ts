const TYPES = {
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
} as const;

/** A file to be kept, of a name that is ours. */
export function sendFile({ name, bytes }: { name: string; bytes: Buffer }, type: keyof typeof TYPES): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': TYPES[type],
      'content-disposition': `attachment; filename="${name}"`,
      'content-length': String(bytes.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
