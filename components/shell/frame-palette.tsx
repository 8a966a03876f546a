'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { demoQuery, loadDemo } from '#components/queries/demo.ts';
import { useToast } from '#components/ui/toast.tsx';
import { CommandPalette } from './command-palette.tsx';
import { type DemoControls, type FrameControls, paletteCommands } from './palette-commands.tsx';
import { searchPalette } from './palette-search.tsx';

export interface FramePaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  controls: FrameControls;
}

function useDemo(mayChange: boolean): DemoControls {
  const client = useQueryClient();
  const { toast } = useToast();
  const { data } = useQuery({ ...demoQuery(), enabled: mayChange });
  const { mutate } = useMutation({
    mutationFn: loadDemo,
    onSuccess: (view) => client.setQueryData(demoQuery().queryKey, view),
    onError: (error) => toast({ title: 'The demo is not loaded', description: error.message, tone: 'failed' }),
  });
  return { state: data?.state, load: mutate };
}

/** The palette with all that it offers and finds; loaded when it is first opened. */
export default function FramePalette({ controls, ...layer }: FramePaletteProps) {
  const demo = useDemo(controls.rights.changeDemo);
  return <CommandPalette {...layer} items={paletteCommands(controls, demo)} search={searchPalette} />;
}
