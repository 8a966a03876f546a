/** Splunk's answers of HTTP Event Collector: senders go by the code. */
const ANSWERS = {
  success: { status: 200, code: 0, text: 'Success' },
  token_required: { status: 401, code: 2, text: 'Token is required' },
  invalid_authorization: { status: 401, code: 3, text: 'Invalid authorization' },
  invalid_token: { status: 403, code: 4, text: 'Invalid token' },
  no_data: { status: 400, code: 5, text: 'No data' },
  invalid_format: { status: 400, code: 6, text: 'Invalid data format' },
  incorrect_index: { status: 400, code: 7, text: 'Incorrect index' },
  internal: { status: 500, code: 8, text: 'Internal server error' },
  busy: { status: 503, code: 9, text: 'Server is busy' },
  channel_missing: { status: 400, code: 10, text: 'Data channel is missing' },
  channel_invalid: { status: 400, code: 11, text: 'Invalid data channel' },
  event_required: { status: 400, code: 12, text: 'Event field is required' },
  event_blank: { status: 400, code: 13, text: 'Event field cannot be blank' },
  query_authorization: { status: 400, code: 16, text: 'Query string authorization is not enabled' },
  healthy: { status: 200, code: 17, text: 'HEC is healthy' },
  unhealthy: { status: 503, code: 18, text: 'HEC is unhealthy, queues are full' },
  too_large: { status: 413, code: 27, text: 'Request entity too large' },
  not_found: { status: 404, code: 404, text: 'The requested URL was not found on this server.' },
} as const;

export type HecCode = keyof typeof ANSWERS;

/** Thrown where a batch is refused. `number` is that of the event, from 0. */
export class HecFault extends Error {
  readonly code: HecCode;
  readonly number: number | null;
  constructor(code: HecCode, number: number | null = null) {
    super(ANSWERS[code].text);
    this.name = 'HecFault';
    this.code = code;
    this.number = number;
  }
}

export function hecAnswer(
  code: HecCode,
  further: Record<string, unknown> = {},
  retryAfter: number | null = null,
): Response {
  const { status, ...body } = ANSWERS[code];
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (retryAfter !== null) headers['retry-after'] = String(retryAfter);
  return Response.json({ text: body.text, code: body.code, ...further }, { status, headers });
}
