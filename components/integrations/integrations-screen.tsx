'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { tokensQuery } from '#components/queries/tokens.ts';
import { NewToken } from '#components/shared/new-token.tsx';
import { RECIPES } from '#components/shared/recipes.ts';
import { Button } from '#components/ui/button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { CreatedToken } from '#lib/contracts/token.ts';
import { ConnectScanner } from './connect-scanner.tsx';
import { CreateTokenDialog } from './create-token-dialog.tsx';
import { TokenList } from './token-list.tsx';

export interface IntegrationsScreenProps {
  address: string;
  rights: { readTokens: boolean; writeTokens: boolean };
}

/** How reports get here: tokens, and what to paste into CI. */
export function IntegrationsScreen({ address, rights }: IntegrationsScreenProps) {
  const [open, setOpen] = useState(false);
  const [made, setCreated] = useState<CreatedToken | null>(null);
  const { data } = useQuery({ ...tokensQuery(), enabled: rights.readTokens });
  // A token that was revoked right after its creation must not be shown for copying.
  const revoked = data?.items.some((item) => item.id === made?.item.id && item.revoked_at !== null) === true;
  const created = revoked ? null : made;
  return (
    <>
      <PageHead
        title="Integrations"
        answer={`${RECIPES.length} kinds of reports are read, SARIF among them. CI sends them with a token; the kind is recognised by itself.`}
        actions={
          rights.writeTokens ? (
            <Button variant="primary" onClick={() => setOpen(true)}>
              <Plus aria-hidden />
              Create a token
            </Button>
          ) : null
        }
      />
      <div className="flex flex-col gap-10">
        {created === null ? null : <NewToken created={created} />}
        <section aria-labelledby="connect">
          <h2 id="connect" className="mb-3 font-semibold text-14">
            Connect a scanner
          </h2>
          <ConnectScanner address={address} token={created?.item.kind === 'upload' ? created.token : null} />
        </section>
        <section aria-labelledby="tokens">
          <h2 id="tokens" className="mb-2 font-semibold text-14">
            Tokens
          </h2>
          {rights.readTokens ? (
            <TokenList mayRevoke={rights.writeTokens} />
          ) : (
            <p className="text-13 text-soft">Your role does not see tokens. Ask an administrator for one.</p>
          )}
        </section>
      </div>
      <CreateTokenDialog open={open} onOpenChange={setOpen} onCreated={setCreated} />
    </>
  );
}
