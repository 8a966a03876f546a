import { Clock, type LucideIcon, MailCheck, MailX, MonitorCheck, Send, X } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { MailState as State } from '#lib/domain/mail/mail.ts';
import { STATE_WORD } from './mail-words.ts';

const LOOK: Record<State, { icon: LucideIcon; look: string }> = {
  waiting: { icon: Clock, look: 'text-ink' },
  sending: { icon: Send, look: 'text-ink' },
  sent: { icon: MailCheck, look: 'text-clean' },
  failed: { icon: MailX, look: 'text-failed' },
  kept: { icon: MonitorCheck, look: 'text-soft' },
  skipped: { icon: X, look: 'text-soft' },
};

/** What became of a mail, as mark and word. */
export function MailStateMark({ state }: { state: State }) {
  const { icon: Icon, look } = LOOK[state];
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', look)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {STATE_WORD[state]}
    </span>
  );
}
