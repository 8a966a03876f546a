export interface SetupFailure {
  message: string;
  /** By field name. */
  fields: Readonly<Record<string, string>>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function failureOf(body: unknown): SetupFailure {
  const problem: { detail?: unknown; errors?: unknown } = typeof body === 'object' && body !== null ? body : {};
  const errors = Array.isArray(problem.errors) ? problem.errors : [];
  const fields = Object.fromEntries(
    errors.map((e) => [String(e?.path ?? ''), `${capital(String(e?.message ?? ''))}.`]),
  );
  const message = typeof problem.detail === 'string' ? problem.detail : 'That did not work. Try again.';
  return { message, fields };
}

/** Spends the one-time code; null when it worked and the person is signed in. */
export async function sendSetup(values: Readonly<Record<string, string>>): Promise<SetupFailure | null> {
  try {
    const answer = await fetch('/api/v1/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    return answer.ok ? null : failureOf(await answer.json());
  } catch {
    return { message: 'Plumbline does not answer. Check the connection and try again.', fields: {} };
  }
}
