'use client';

import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { isApple } from '#components/ui/is-apple.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { listShortcuts, useSingleKeys } from '#components/ui/shortcuts.tsx';

const SHOWN: Record<string, string> = { mod: 'Ctrl', Enter: '↵', Escape: 'Esc' };

function keyCaps(keys: string): string[] {
  const apple = isApple();
  return keys
    .split(/[ +]/)
    .map((key) => (key === 'mod' && apple ? '⌘' : (SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key))));
}

function Groups() {
  return listShortcuts().map(({ group, shortcuts }) => (
    <section key={group} className="break-inside-avoid pb-4">
      <h3 className="pb-1.5 font-medium text-12 text-faint">{group}</h3>
      <dl>
        {shortcuts.map((shortcut) => (
          <div
            key={shortcut.keys}
            className="flex items-center justify-between gap-4 border-b py-1.5 text-13 last:border-b-0"
          >
            <dt>{shortcut.label}</dt>
            <dd className="flex gap-1">
              {keyCaps(shortcut.keys).map((cap, index) => (
                <Kbd key={`${cap}${index === 0 ? '' : '2'}`} className="pointer-coarse:inline-flex">
                  {cap}
                </Kbd>
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
