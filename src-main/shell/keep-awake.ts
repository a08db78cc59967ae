import { powerMonitor, powerSaveBlocker } from 'electron'
import type { Engine } from '../engine/engine.ts'
import { shownMode } from './tray/tray-facts.ts'

/**
 * While a live bot runs the computer does not fall asleep by itself; when it does, the engine hears of both ends.
 * Returns the end of it.
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
  const { sleep } = engine.settling
  const onSuspend = () => sleep.onSuspend()
  const onResume = () => sleep.onResume()
  powerMonitor.on('suspend', onSuspend)
  powerMonitor.on('resume', onResume)
  return () => {
    end()
    powerMonitor.off('suspend', onSuspend)
    powerMonitor.off('resume', onResume)
    if (blocker !== null) powerSaveBlocker.stop(blocker)
  }
}
