import { useEffect, useState, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

const look = (): void => {
  now = Date.now()
  for (const changed of listeners) changed()
}

/** One clock for the whole window, so that all ages move together and hundreds of rows need one timer. */
const subscribe = (changed: () => void): (() => void) => {
  if (listeners.size === 0) {
    now = Date.now()
    timer = setInterval(look, 1000)
  }
  listeners.add(changed)
  return () => {
    listeners.delete(changed)
    if (listeners.size === 0) clearInterval(timer)
  }
}

/** This computer's time, once a second: for ages and countdowns. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)

/** True once something has lasted: a skeleton that flashes for 20 ms is worse than none. */
export const useDelayed = (waiting: boolean, delayMs = 200): boolean => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) {
      setLate(false)
      return
    }
    const timeout = setTimeout(() => setLate(true), delayMs)
    return () => clearTimeout(timeout)
  }, [waiting, delayMs])
  return late
}
