'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { TAB_BAR, TabCount, tabClass } from './tab-look.tsx';

export interface Tab {
  value: string;
  label: ReactNode;
  /** Small number behind the label. */
  count?: number | string;
  content: ReactNode;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}

export function Tabs({ label, tabs, value, defaultValue, onValueChange, className }: TabsProps) {
  const first = defaultValue ?? tabs[0]?.value ?? '';
  return (
    <Radix.Root
      {...(value === undefined ? { defaultValue: first } : { value })}
      {...(onValueChange === undefined ? {} : { onValueChange })}
      className={className}
    >
      <Radix.List aria-label={label} className={TAB_BAR}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value} className={tabClass()}>
            {tab.label}
            <TabCount count={tab.count} />
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
