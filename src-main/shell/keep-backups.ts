import type { Clock } from '../engine/ports/clock.ts'
import type { Log } from '../engine/ports/log.ts'
import { messageOf } from './message-of.ts'

const hourMs = 3_600_000

interface KeepBackupsParts {
  readonly clock: Clock
  readonly log: Log
  /** Backs up when the newest backup is old enough; its file's name, or null when nothing was due. */
  readonly backUpIfDue: (now: number) => Promise<string | null>
  /** There is a new backup. */
  readonly onTaken: () => Promise<void>
  /** Says that there is no new backup; not said again until one has succeeded in between. */
  readonly onFailure: (message: string) => Promise<void>
}

/** Looks every hour, and once at the start, whether a backup is due. Never throws. Returns the end. */
export const keepBackups = ({
  clock,
  log,
  backUpIfDue,
  onTaken,
  onFailure,
}: KeepBackupsParts): (() => void) => {
  let [failing, running] = [false, false]
  const look = async () => {
    if (running) return
    running = true
    try {
      const file = await backUpIfDue(clock.now())
      if (file !== null) {
        log.info('backup.taken', { file })
        await onTaken()
      }
      failing = false
    } catch (error) {
      const message = messageOf(error)
      log.warn('backup.failed', { message })
      if (!failing) await onFailure(message).catch(() => log.warn('backup.alert-failed'))
      failing = true
    } finally {
      running = false
    }
  }
  void look()
  return clock.every(hourMs, () => void look())
}
