'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

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
      <Radix.List aria-label={label} className="flex gap-4 overflow-x-auto overflow-y-hidden border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(
              '-mb-px flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-13 text-soft transition-colors hover:text-ink focus-visible:outline-offset-[-2px] pointer-coarse:h-11',
              'data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink',
            )}
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="text-12 text-faint">{tab.count}</span>}
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
