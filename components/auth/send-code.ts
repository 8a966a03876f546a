export type SecondStepResult = { recoveryCodesLeft: number | null } | { problem: string; isOver: boolean };

/** Sends the code of the second step. `isOver`: signing in has to begin again. */
export async function sendCode(code: string): Promise<SecondStepResult> {
  try {
    const answer = await fetch('/api/v1/session/second-factor', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    const said: { recovery_codes_left?: unknown; detail?: unknown } = await answer.json();
    if (answer.ok) {
      const left = said.recovery_codes_left;
      return { recoveryCodesLeft: typeof left === 'number' ? left : null };
    }
    if (answer.status === 400)
      return { problem: 'This code is wrong or was used. Wait for the next one.', isOver: false };
    return { problem: String(said.detail ?? 'That did not work. Try again.'), isOver: answer.status === 401 };
  } catch {
    return { problem: 'Plumbline does not answer. Check the connection and try again.', isOver: false };
  }
}
