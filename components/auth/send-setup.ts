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

/** Spends the one-time code. `path`: where to go on to, when it worked. */
export async function sendSetup(values: Readonly<Record<string, string>>): Promise<SetupFailure | { path: string }> {
  try {
    const answer = await fetch('/api/v1/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    const said: { status?: unknown } = await answer.json();
    if (!answer.ok) return failureOf(said);
    return { path: said.status === 'second_factor' ? '/sign-in?step=code' : '/' };
  } catch {
    return { message: 'Plumbline does not answer. Check the connection and try again.', fields: {} };
  }
}
