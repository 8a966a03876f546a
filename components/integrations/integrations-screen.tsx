'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { tokensQuery } from '#components/queries/tokens.ts';
import { ConnectScanner } from '#components/shared/connect-scanner.tsx';
import { IntegrationsNav } from '#components/shared/integrations-nav.tsx';
import { NewToken } from '#components/shared/new-token.tsx';
import { nameProblem } from '#components/shared/repository-name.ts';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import type { CreatedToken } from '#lib/contracts/token.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { CreateTokenDialog } from './create-token-dialog.tsx';
import { TokenList } from './token-list.tsx';

export interface IntegrationsScreenProps {
  address: string;
  rights: { readTokens: boolean; writeTokens: boolean; readSinks: boolean };
}

/** What is chosen stands in the address, so that other screens lead to it: `?measures=secret&repo=acme/web`. */
function Connect({ address }: { address: string }) {
  const [params, change] = useAddress();
  const category = SCORE_CATEGORIES.find((one) => one === params.get('measures')) ?? null;
  const repo = params.get('repo');
  const narrowed = [
    category === null ? null : CATEGORY_TITLE[category],
    repo === null ? null : repo.slice(0, 255),
  ].filter((part) => part !== null);
  return (
    <>
      {narrowed.length === 0 ? null : (
        <p className="mb-3 break-words text-13 text-soft">
          For {narrowed.join(' of ')}.{' '}
          <button
            type="button"
            onClick={() => change({ measures: null, repo: null })}
            className="text-accent hover:underline"
          >
            Show all scanners
          </button>
        </p>
      )}
      <ConnectScanner
        address={address}
        category={category}
        repo={repo !== null && nameProblem(repo) === null ? repo : null}
        scanner={params.get('scanner')}
        system={params.get('ci')}
        onChange={({ scanner, system }) =>
          change(
            { ...(scanner === undefined ? {} : { scanner }), ...(system === undefined ? {} : { ci: system }) },
            'replace',
          )
        }
      />
    </>
  );
}

/** How reports get here: tokens, and what to paste into CI. */
export function IntegrationsScreen({ address, rights }: IntegrationsScreenProps) {
  const [params, change] = useAddress();
  // In the address, so that the palette leads here.
  const open = rights.writeTokens && params.get('create') === 'token';
  const setOpen = (next: boolean) => change({ create: next ? 'token' : null }, 'replace');
  const [made, setCreated] = useState<CreatedToken | null>(null);
  const { data } = useQuery({ ...tokensQuery(), enabled: rights.readTokens });
  // A token that was revoked right after its creation must not be shown for copying.
  const revoked = data?.items.some((item) => item.id === made?.item.id && item.revoked_at !== null) === true;
  const created = revoked ? null : made;
  return (
    <>
      <PageHead
        title="Integrations"
        answer="CI sends reports with a token. Reports of any tool that writes SARIF are read, and those of eleven scanners in their own format."
        actions={
          rights.writeTokens ? (
            <Button variant="primary" onClick={() => setOpen(true)}>
              <Plus aria-hidden />
              Create a token
            </Button>
          ) : null
        }
      />
      <IntegrationsNav sinks={rights.readSinks} />
      <div className="flex flex-col gap-10">
        {created === null ? null : <NewToken created={created} />}
        <section aria-labelledby="connect">
          <h2 id="connect" className="mb-3 font-semibold text-14">
            Connect a scanner
          </h2>
          <Connect address={address} />
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
