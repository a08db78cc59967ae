import { cx } from './class-names.ts'

const isMac = /mac/i.test(navigator.platform)
/** "Mod" is Ctrl, or Cmd on macOS. */
export const keyText = (keys: string): string =>
  keys
    .replaceAll('Mod', isMac ? '⌘' : 'Ctrl')
    .replaceAll('Shift', '⇧')
    .replaceAll('+', ' ')

export const Keys = ({ keys, className }: { keys: string; className?: string }) => (
  <kbd
    aria-hidden
    className={cx(
      'rounded-chip border whitespace-nowrap border-line-strong px-1 font-sans text-meta leading-4 text-muted',
      className,
    )}
  >
    {keyText(keys)}
  </kbd>
)
