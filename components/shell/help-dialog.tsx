'use client';

import { Fragment } from 'react';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { isApple } from '#components/ui/is-apple.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { listShortcuts, type Shortcut, useSingleKeys } from '#components/ui/shortcuts.tsx';

const SHOWN: Record<string, string> = { Enter: '↵', Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' };

function capsOf(key: string): string[] {
  if (key === 'mod') return [isApple() ? '⌘' : 'Ctrl'];
  if (/^[A-Z]$/.test(key)) return ['⇧', key];
  return [SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)];
}

const keyCaps = (keys: string): string[] => keys.split(/[ +]/).flatMap(capsOf);

/** What several keys do stands once, with all of them. */
function byLabel(shortcuts: readonly Shortcut[]): [string, string[]][] {
  return [...Map.groupBy(shortcuts, ({ label }) => label)].map(([label, same]) => [
    label,
    same.map(({ keys }) => keys),
  ]);
}

function Keys({ keys }: { keys: string }) {
  return keyCaps(keys).map((cap, index) => (
    <Kbd key={`${cap}${index === 0 ? '' : '2'}`} className="pointer-coarse:inline-flex">
      {cap}
    </Kbd>
  ));
}

function Groups() {
  return listShortcuts().map(({ group, shortcuts }) => (
    <section key={group} className="break-inside-avoid pb-4">
      <h3 className="pb-1.5 font-medium text-12 text-faint">{group}</h3>
      <dl>
        {byLabel(shortcuts).map(([label, all]) => (
          <div key={label} className="flex items-center justify-between gap-4 border-b py-1.5 text-13 last:border-b-0">
            <dt>{label}</dt>
            <dd className="flex shrink-0 items-center gap-1">
              {all.map((keys, index) => (
                <Fragment key={keys}>
                  {index === 0 ? null : <span className="px-0.5 text-12 text-faint">or</span>}
                  <Keys keys={keys} />
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

/** Lists what can be pressed on this screen now. */
export default function HelpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [single, setSingle] = useSingleKeys();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard" size="lg">
      <div className="gap-x-8 sm:columns-2">
        <Groups />
      </div>
      <LabelledCheckbox
        label="Shortcuts of a single key"
        hint="Switch them off when you dictate to your computer. Those with Ctrl or ⌘ stay."
        checked={single}
        onCheckedChange={(on) => setSingle(on === true)}
      />
    </Dialog>
  );
}
