import { powerMonitor, powerSaveBlocker } from 'electron'
import type { Engine } from '../engine/engine.ts'
import { shownMode } from './tray/tray-facts.ts'

/**
 * While a live bot runs the computer does not fall asleep by itself; after a sleep nothing is bought before the books
 * were settled with the exchanges. Returns the end of both.
 */
export const keepAwake = (engine: Engine): (() => void) => {
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
  const onResume = () => engine.reconciliation.afterSleep()
  powerMonitor.on('resume', onResume)
  return () => {
    end()
    powerMonitor.off('resume', onResume)
    if (blocker !== null) powerSaveBlocker.stop(blocker)
  }
}
