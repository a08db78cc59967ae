const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** The two largest units: "5 d 8 h", "2 h 09 min", "26 min", "4 s". The symbols are the same in both languages. */
export const durationText = (ms: number): string => {
  const span = Math.max(0, ms)
  if (span < minute) return `${Math.floor(span / second)} s`
  if (span < hour) return `${Math.floor(span / minute)} min`
  if (span < day) {
    const minutes = Math.floor((span % hour) / minute)
    return `${Math.floor(span / hour)} h ${String(minutes).padStart(2, '0')} min`
  }
  return `${Math.floor(span / day)} d ${Math.floor((span % day) / hour)} h`
}
