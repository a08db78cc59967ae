import { z } from 'zod'
import type { Store } from '../engine/ports/store.ts'
import { parseJson } from './parse-json.ts'

const key = 'window.place'
const schema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
})

export type WindowPlace = z.infer<typeof schema>

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window stood; null when it never did or what was kept makes no sense. */
export const loadWindowPlace = (store: Store): WindowPlace | null => {
  const saved = store.settings.get(key)
  if (saved === null) return null
  const parsed = schema.safeParse(parseJson(saved))
  return parsed.success ? parsed.data : null
}

export const saveWindowPlace = (store: Store, place: WindowPlace): void =>
  store.settings.set(key, JSON.stringify(place))

/** Size and, when it is still on a display, position. */
export const placeWindow = (place: WindowPlace | null, displays: readonly Area[]): Partial<Area> => {
  const size = { width: place?.width ?? 1440, height: place?.height ?? 900 }
  if (place === null) return size
  const visible = displays.some(
    (display) =>
      place.x + place.width > display.x + 100 &&
      place.x < display.x + display.width - 100 &&
      place.y >= display.y - 10 &&
      place.y < display.y + display.height - 100,
  )
  return visible ? { ...size, x: place.x, y: place.y } : size
}
