import { useMedia } from '../state/use-media.ts'
import { useView } from '../state/view-store.ts'

const widths = { collapsed: 56, open: 200 } as const

/** Of the rail, in px: collapsed where the user chose so or the window is narrow. */
export const useRailWidth = (): number => {
  const narrow = useMedia('(max-width: 900px)')
  const chosen = useView((view) => view.railCollapsed)
  return chosen || narrow ? widths.collapsed : widths.open
}

export const isCollapsed = (railWidth: number): boolean => railWidth === widths.collapsed
