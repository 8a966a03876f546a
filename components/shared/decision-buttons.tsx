'use client';

import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmButton, type ConfirmButtonProps } from './confirm-button.tsx';

type Asked = Pick<ConfirmButtonProps, 'title' | 'description' | 'act'>;

/** Approves what somebody asked for; `children`: what the person who decides should read first. */
export function ApproveButton({ children, ...asked }: Asked & { children: ReactNode }) {
  return (
    <ConfirmButton
      {...asked}
      trigger={
        <Button variant="primary" size="sm">
          Approve…
        </Button>
      }
      keep="Not now"
      confirm="Approve"
    >
      {children}
    </ConfirmButton>
  );
}

interface RefuseButtonProps extends Pick<Asked, 'description'> {
  title?: string;
  refuse: () => Promise<unknown>;
}

export function RefuseButton({ title = 'Refuse this request?', description, refuse }: RefuseButtonProps) {
  return (
    <ConfirmButton
      {...{ title, description }}
      trigger={<Button size="sm">Refuse…</Button>}
      keep="Not now"
      confirm="Refuse"
      act={async () => {
        await refuse();
        return { title: 'Refused' };
      }}
    />
  );
}

interface WithdrawButtonProps {
  /** Nobody decided yet: there is a request to take back, and nothing to end. */
  waits: boolean;
  /** Of ending what is in force. */
  ending: { title: string; description: string; keep: string; done: string };
  withdraw: () => Promise<unknown>;
}

/** Takes a request back, or ends what was decided. */
export function WithdrawButton({ waits, ending, withdraw }: WithdrawButtonProps) {
  const words = waits
    ? {
        ...{ trigger: 'Take back…', title: 'Take the request back?', description: 'Nobody needs to decide then.' },
        ...{ keep: 'Keep it', confirm: 'Take it back', done: 'Taken back' },
      }
    : { trigger: 'End it…', confirm: 'End it', ...ending };
  return (
    <ConfirmButton
      trigger={<Button size="sm">{words.trigger}</Button>}
      title={words.title}
      description={words.description}
      keep={words.keep}
      confirm={words.confirm}
      act={async () => {
        await withdraw();
        return { title: words.done };
      }}
    />
  );
}
