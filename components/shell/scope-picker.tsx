'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Building2, Check, FolderGit2, Search, Tag, Users } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { scopeQuery, scopesQuery } from '#components/queries/scopes.ts';
import { useSettled } from '#components/shared/use-settled.ts';
import { useChooseScope } from '#components/ui/scope.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ScopeView } from '#lib/contracts/scope.ts';
import type { ScopeKind } from '#lib/domain/access/chosen-scope.ts';
import { formatCount } from '#lib/format.ts';
import { recentScopes, rememberScope } from './recent-scopes.ts';

const GROUPS: readonly { kind: ScopeKind; heading: string }[] = [
  { kind: 'team', heading: 'Teams' },
  { kind: 'label', heading: 'Labels' },
  { kind: 'repository', heading: 'Repositories' },
];

const ICONS: Record<ScopeKind, ReactNode> = {
  team: <Users aria-hidden />,
  label: <Tag aria-hidden />,
  repository: <FolderGit2 aria-hidden />,
};

const RECENT = 'Recent';
/** Values by which the list tells its lines apart. */
const EVERYTHING = 'everything';
const lineOf = (one: ScopeView | undefined): string => (one === undefined ? '' : `scope ${one.scope}`);

const PAUSE_MS = 150;

/** Scopes with exactly this text: whoever types on and presses Enter must not choose one that an earlier text found. */
function useScopes(text: string) {
  const settled = useSettled(text, PAUSE_MS);
  const { data, isFetching, isError } = useQuery(scopesQuery(settled));
  const isOld = settled !== text;
  return { found: isOld ? [] : (data ?? []), isBusy: isOld || isFetching, isError };
}

interface LineProps {
  value: string;
  icon: ReactNode;
  name: string;
  hint?: string;
  current: boolean;
  onSelect: () => void;
}

function Line({ value, icon, name, hint, current, onSelect }: LineProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      title={name}
      className="flex min-h-8 cursor-default items-center gap-2.5 rounded-control px-2.5 py-1 text-13 data-[selected=true]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {hint === undefined ? null : <span className="shrink-0 text-12 text-faint">{hint}</span>}
      {current ? (
        <>
          <Check aria-hidden className="text-accent" />
          <span className="sr-only">chosen</span>
        </>
      ) : null}
    </Command.Item>
  );
}

const hintOf = ({ kind, repositories }: ScopeView): string =>
  kind === 'repository' ? '' : formatCount(repositories, 'repository', 'repositories');

interface GroupProps {
  heading: string;
  scopes: readonly ScopeView[];
  current: string | null;
  onChoose: (scope: ScopeView) => void;
}

function Group({ heading, scopes, current, onChoose }: GroupProps) {
  if (scopes.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint"
    >
      {scopes.map((one) => (
        <Line
          key={one.scope}
          value={heading === RECENT ? `recent ${one.scope}` : lineOf(one)}
          icon={ICONS[one.kind]}
          name={one.name}
          hint={hintOf(one)}
          current={one.scope === current}
          onSelect={() => onChoose(one)}
        />
      ))}
    </Command.Group>
  );
}

export interface ScopePickerProps {
  whole: string;
  scope: string | null;
  owner: string;
  /** Of the button that opens it, in pixels: it stands below. */
  left: number;
  /** That button: it has the focus again afterwards. */
  button: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

function Panel({ whole, scope, owner, onClose }: Omit<ScopePickerProps, 'left' | 'button'>) {
  const [typed, setTyped] = useState('');
  const [recent] = useState(() => recentScopes(owner).filter((one) => one.scope !== scope));
  const client = useQueryClient();
  const choose = useChooseScope();
  const text = typed.trim();
  const { found, isBusy, isError } = useScopes(text);
  const [line, setLine] = useState('');
  const first = text === '' ? EVERYTHING : lineOf(found[0]);
  useEffect(() => setLine(first), [first]);
  const onChoose = (chosen: ScopeView) => {
    rememberScope(owner, chosen);
    client.setQueryData(scopeQuery(chosen.scope).queryKey, chosen);
    onClose();
    choose(chosen.scope);
  };
  const isNothing = text !== '' && found.length === 0 && !isBusy;
  return (
    <Command label="Choose a scope" shouldFilter={false} loop value={line} onValueChange={setLine}>
      <div className="flex items-center gap-2.5 border-b px-3">
        {isBusy ? <Spinner /> : <Search aria-hidden className="size-4 shrink-0 text-faint" />}
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Team, label or repository…"
          className="h-10 w-full bg-transparent text-13 outline-none pointer-coarse:text-16"
        />
      </div>
      <Command.List label="Scopes" className="h-[min(360px,60dvh)] overflow-y-auto p-1.5">
        {text === '' ? (
          <Line
            value={EVERYTHING}
            icon={<Building2 aria-hidden />}
            name={whole}
            hint="everything"
            current={scope === null}
            onSelect={() => {
              onClose();
              choose(null);
            }}
          />
        ) : null}
        {text === '' ? <Group heading={RECENT} scopes={recent} current={scope} onChoose={onChoose} /> : null}
        {GROUPS.map(({ kind, heading }) => (
          <Group
            key={kind}
            heading={heading}
            scopes={found.filter((one) => one.kind === kind)}
            current={scope}
            onChoose={onChoose}
          />
        ))}
        {isNothing ? (
          <p role="status" className="px-2.5 py-6 text-center text-13 text-soft">
            {isError ? 'The search did not answer. Try again.' : 'Nothing has this name.'}
          </p>
        ) : null}
      </Command.List>
    </Command>
  );
}

/** Chooses what all screens are about; loaded when it is first opened. */
export default function ScopePicker({ left, button, ...props }: ScopePickerProps) {
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 max-sm:bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            button.current?.focus();
          }}
          className="fixed top-[calc(var(--top-bar)-4px)] z-50 w-[min(380px,calc(100vw-24px))] animate-pop-in overflow-hidden rounded-card bg-raised shadow-layer focus:outline-none"
          style={{ left: `min(${left}px, calc(100vw - min(380px, 100vw - 24px) - 12px))` }}
        >
          <Radix.Title className="sr-only">Choose a scope</Radix.Title>
          <Panel {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
