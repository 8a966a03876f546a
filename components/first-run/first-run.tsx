'use client';

import { useState } from 'react';
import { recipeOf } from '#components/shared/ci/recipes.ts';
import { terminalSnippets } from '#components/shared/ci/terminal.ts';
import { NewToken } from '#components/shared/new-token.tsx';
import { nameProblem } from '#components/shared/repository-name.ts';
import { useDraft } from '#components/shared/use-draft.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import { Snippet } from '#components/ui/snippet.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TodayView } from '#lib/contracts/posture.ts';
import { DemoOffer } from './demo-offer.tsx';
import { type FirstToken, type FirstTokenDraft, FirstTokenForm } from './first-token-form.tsx';
import { Step } from './step.tsx';
import { WaitingForReport } from './waiting-for-report.tsx';

/** Reads code in any language, and needs no account. */
const FIRST_SCANNER = 'semgrep';

export interface FirstRunRights {
  createToken: boolean;
  loadDemo: boolean;
}

export interface FirstRunProps {
  stage: Exclude<TodayView['stage'], 'ready'>;
  address: string;
  rights: FirstRunRights;
}

interface CommandsProps {
  address: string;
  made: FirstToken | null;
  /** What is chosen before the token is made. */
  chosen: FirstTokenDraft['values'];
}

function Commands({ address, made, chosen }: CommandsProps) {
  const recipe = recipeOf(made?.scanner ?? chosen.scanner);
  const typed = chosen.repo.trim();
  const repo = made?.repo ?? (nameProblem(typed) === null ? typed : 'acme/web');
  const { scan, send } = terminalSnippets({ address, recipe, repo, token: made?.created.token ?? null });
  return (
    <div className="flex flex-col gap-3">
      <Snippet title={`Scan with ${recipe.name}, in a checkout of ${repo}`} code={scan} />
      <Snippet title={`Send ${recipe.file}`} code={send} />
      <p className="text-12 text-faint">
        Any report that a scanner wrote before will do. To send one with every run, see{' '}
        <TextLink href={`/integrations?scanner=${recipe.id}`} className="underline">
          Integrations
        </TextLink>
        .
      </p>
    </div>
  );
}

function tokenHint(stage: FirstRunProps['stage'], rights: FirstRunRights): string {
  if (!rights.createToken) return 'Only administrators make tokens. Ask one, then set PLUMBLINE_TOKEN to it.';
  return stage === 'waiting'
    ? 'A token exists already. If you have it, go on; else make another.'
    : 'It lets CI deliver reports for one repository, and nothing else.';
}

/** Guides from an empty organization to the first report. Today replaces it once that report is in. */
export function FirstRun({ stage, address, rights }: FirstRunProps) {
  const [made, setMade] = useState<FirstToken | null>(null);
  const draft = useDraft('first token', { repo: '', scanner: FIRST_SCANNER });
  const waiting = stage === 'waiting' || made !== null;
  return (
    <div className="mx-auto max-w-[760px]">
      <PageHead
        title="Get the first report in"
        answer="Nothing has been measured yet, so there is no score. Three steps, about two minutes."
      />
      <ol className="flex flex-col gap-8">
        <Step
          number={1}
          title="Create a token"
          done={waiting}
          hint={made === null ? tokenHint(stage, rights) : `It delivers reports for ${made.repo}, and nothing else.`}
        >
          {made === null ? null : <NewToken created={made.created} />}
          {made === null && rights.createToken ? <FirstTokenForm draft={draft} onMade={setMade} /> : null}
        </Step>
        <Step number={2} title="Send a report" done={false} hint="Copy, and run it in a terminal.">
          <Commands address={address} made={made} chosen={draft.values} />
        </Step>
        <Step number={3} title="See what it says" done={false}>
          <WaitingForReport waiting={waiting} />
        </Step>
      </ol>
      {rights.loadDemo ? <DemoOffer /> : null}
    </div>
  );
}
