import { useEffect, useState } from 'react'

/** This computer's time, once a second: for ages and countdowns. */
export const useNow = (everyMs = 1000): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** True once something has lasted: a skeleton that flashes for 20 ms is worse than none. */
export const useDelayed = (waiting: boolean, delayMs = 200): boolean => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), delayMs)
    return () => clearTimeout(timer)
  }, [waiting, delayMs])
  return late
}
