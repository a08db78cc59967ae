import { statfs } from 'node:fs/promises'
import type { Clock } from '../engine/ports/clock.ts'
import type { Log } from '../engine/ports/log.ts'
import { messageOf } from './message-of.ts'

const minuteMs = 60_000
const gigabyte = 1e9
/** Told below the first, over again above the second: what swings around one is told once. */
const [low, enough] = [1 * gigabyte, 2 * gigabyte]

/** Bytes that may still be written to the disk of a folder. */
export const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

interface WatchDiskParts {
  readonly clock: Clock
  readonly log: Log
  readonly freeBytes: () => Promise<number>
  readonly onLow: (gigabytes: string) => Promise<void>
  readonly onEnough: () => Promise<void>
}

/** Looks at the start, and every minute, how much room the trading data have left. Never throws. Returns the end. */
export const watchDisk = ({ clock, log, freeBytes, onLow, onEnough }: WatchDiskParts): (() => void) => {
  let [isLow, isLooking] = [false, false]
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      const free = await freeBytes()
      if (!isLow && free < low) {
        log.warn('disk.low', { free })
        await onLow((free / gigabyte).toFixed(2))
        isLow = true
      } else if (isLow && free >= enough) {
        await onEnough()
        isLow = false
      }
    } catch (error) {
      log.warn('disk.not-read', { message: messageOf(error) })
    } finally {
      isLooking = false
    }
  }
  void look()
  return clock.every(minuteMs, () => void look())
}
