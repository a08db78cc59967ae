import type { Ids } from '../../engine/ports/ids.ts'

const prefix = { bot: 'b', order: 'o', position: 'p', alert: 'a', account: 'k' } as const

/**
 * Ids from start time, a counter and 32 random bits in base 36: sortable by creation, unique over restarts.
 * @param start epoch ms at which this process began
 * @param salt random text of this process
 */
export const uniqueIds = (start: number, salt: string): Ids => {
  let count = 0
  return {
    next: (kind) => {
      count += 1
      return `${prefix[kind]}${start.toString(36)}${salt}${count.toString(36)}`
    },
  }
}
