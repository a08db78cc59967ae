import { powerMonitor, powerSaveBlocker } from 'electron'
import { sentence } from '../domain/sentence.ts'
import type { Engine } from '../engine/engine.ts'
import type { Clock } from '../engine/ports/clock.ts'
import { shownMode } from './tray/tray-facts.ts'

/** Of real money it is worth a look at what happened meanwhile. */
export const tellSlept = (engine: Pick<Engine, 'alerts' | 'roster'>, seconds: number): void => {
  const mode = shownMode(engine)
  const severity = mode === 'live' ? 'warning' : 'info'
  engine.alerts.raise(severity, sentence('alert.slept', { seconds }), '/history/journal', { mode })
}

/**
 * While a live bot runs the computer does not fall asleep by itself; after a sleep nothing is bought before the books
 * were settled with the exchanges. Returns the end of both.
 */
export const keepAwake = (engine: Engine, clock: Clock): (() => void) => {
  let blocker: number | null = null
  const follow = () => {
    const wanted = shownMode(engine) === 'live'
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (wanted || blocker === null) return
    powerSaveBlocker.stop(blocker)
    blocker = null
  }
  follow()
  const end = engine.changes.subscribe(({ kind }) => {
    if (kind === 'engine') follow()
  })
  let sleptAt: number | null = null
  const onSuspend = () => {
    sleptAt = clock.now()
  }
  const onResume = () => {
    engine.reconciliation.afterSleep()
    const seconds = sleptAt === null ? null : Math.round((clock.now() - sleptAt) / 1000)
    sleptAt = null
    if (seconds !== null) void engine.command((awake) => tellSlept(awake, seconds))
  }
  powerMonitor.on('suspend', onSuspend)
  powerMonitor.on('resume', onResume)
  return () => {
    end()
    powerMonitor.off('suspend', onSuspend)
    powerMonitor.off('resume', onResume)
    if (blocker !== null) powerSaveBlocker.stop(blocker)
  }
}
