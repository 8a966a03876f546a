'use client';

import { revokeToken } from '#components/queries/tokens.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import type { TokenRow } from '#lib/contracts/token.ts';

/** Ends a token, after saying what will stop. */
export function RevokeToken({ token }: { token: TokenRow }) {
  const revoke = async () => {
    await revokeToken(token.id);
    return { title: `“${token.name}” does not work any more` };
  };
  return (
    <ConfirmButton
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke “${token.name}”?`}
      description={`Everything that uses the token ending in ${token.hint} is refused from now on. What it delivered stays. This cannot be undone.`}
      confirm="Revoke token"
      isDangerous
      act={revoke}
    />
  );
}
