'use client';

import { LogOut, UserRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { buttonClass } from '#components/ui/button-class.ts';
import { cn } from '#components/ui/cn.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { Organizations } from './organization-switch.tsx';

// Only people of several organizations load it.
const OrganizationSwitch = dynamic(() => import('./organization-switch.tsx'), { ssr: false });

export interface Person {
  name: string;
  email: string | null;
  /** The address that the person asked for, until an administrator decides; else null. */
  wantedEmail: string | null;
  organizations: Organizations;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
}

const MENU = 'person-menu';
/** The palette signs out by this form too. */
export const SIGN_OUT_FORM = 'sign-out';

/** The platform's own popover: it closes on Escape and on a click elsewhere, and costs no code. */
export function PersonMenu({ person }: { person: Person }) {
  return (
    <>
      <button
        type="button"
        popoverTarget={MENU}
        className="touch-target grid size-7 place-items-center rounded-full border border-line-strong bg-sunken font-medium text-12 text-soft transition-colors hover:bg-hover"
      >
        <span aria-hidden>{initials(person.name)}</span>
        <span className="sr-only">Account of {person.name}</span>
      </button>
      <div
        id={MENU}
        popover="auto"
        className="fixed inset-auto top-[calc(var(--top-bar)-4px)] right-3 m-0 w-60 rounded-card bg-raised p-1 text-ink shadow-layer sm:right-6"
      >
        <p className="border-b px-2.5 pt-1.5 pb-2">
          <span className="block truncate font-medium text-13">{person.name}</span>
          {person.email === null ? null : <span className="block truncate text-12 text-faint">{person.email}</span>}
        </p>
        {person.organizations.open.length < 2 ? null : <OrganizationSwitch {...person.organizations} />}
        <LinkButton
          href="/account"
          variant="ghost"
          className="mt-1 w-full justify-start px-2.5 text-ink pointer-coarse:h-11"
          onClick={() => document.getElementById(MENU)?.hidePopover()}
        >
          <UserRound aria-hidden />
          Your account
        </LinkButton>
        <form id={SIGN_OUT_FORM} method="post" action="/api/v1/session/sign-out">
          <button
            type="submit"
            className={cn(
              buttonClass({ variant: 'ghost' }),
              'w-full justify-start px-2.5 text-ink pointer-coarse:h-11',
            )}
          >
            <LogOut aria-hidden />
            Sign out
          </button>
        </form>
      </div>
    </>
  );
}
