'use client';

import { Button } from '#components/ui/button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useChooseScope } from '#components/ui/scope.tsx';

/** In place of every screen while the address names a scope that is none, or of which the person sees nothing. */
export function NoSuchScope({ scope }: { scope: string }) {
  const choose = useChooseScope();
  return (
    <>
      <PageHead
        title="Nothing here under this scope"
        answer={
          <span className="[overflow-wrap:anywhere]">
            There is no {scope}, or you see nothing of it. It may be mistyped, renamed or removed.
          </span>
        }
      />
      <Button variant="primary" onClick={() => choose(null)}>
        Show everything
      </Button>
    </>
  );
}
