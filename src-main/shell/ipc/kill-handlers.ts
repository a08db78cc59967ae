import { killCloseWord, killHoldMs, killSwitchWord } from '../../../src-preload/contract/codes.ts'
import type { KillStepName } from '../../engine/ports/kill-store.ts'
import { HeldPress } from '../held-press.ts'
import { killScope } from '../kill-scope.ts'
import { type Handlers, Refusal } from './ask-server.ts'
import type { HandlerParts } from './handlers.ts'

type KillHandlers = Pick<Handlers, Extract<keyof Handlers, `kill.${string}`>>

/** The kill switch and its steps; every confirmation is checked here, whatever the window has checked before. */
export const killHandlers = ({ engine, clock, settings }: HandlerParts): KillHandlers => {
  const held = new HeldPress(clock, killHoldMs)
  const ask = async (mode: 'paper' | 'live', step: KillStepName) => {
    const asked = await engine.command(({ killSteps }) => killSteps.ask(mode, step))
    if (!asked.ok) throw new Refusal('WRONG_STATE', 'the kill switch is not engaged')
    return {}
  }
  return {
    'kill.engage': async ({ source }) => {
      const pressed = clock.monotonic()
      const modes = killScope(engine.books, () => settings.read().killPaperToo)
      await engine.command(({ killSwitch }) => killSwitch.engage(modes, source))
      return { latchedInMs: clock.monotonic() - pressed, modes: [...modes] }
    },
    'kill.lift': async ({ mode, reason, confirmation }) => {
      if (reason.trim() === '') throw new Refusal('REASON_REQUIRED', 'say why the kill switch is lifted')
      if (confirmation !== killSwitchWord[settings.language()]) {
        throw new Refusal('CONFIRMATION_MISMATCH', 'the typed word does not match')
      }
      await engine.command(({ killSwitch }) => killSwitch.lift(mode, reason.trim()))
      return {}
    },
    'kill.cancelOrders': ({ mode }) => ask(mode, 'cancel-orders'),
    'kill.hold': () => ({ press: held.begin() }),
    'kill.closePositions': ({ mode, press, confirmation }) => {
      const isConfirmed =
        confirmation === killCloseWord[settings.language()] || (press !== null && held.take(press))
      if (!isConfirmed) {
        throw new Refusal('CONFIRMATION_MISMATCH', 'neither was the button held nor does the word match')
      }
      return ask(mode, 'close-positions')
    },
    'kill.retry': async ({ id }) => {
      const retried = await engine.command(({ killSteps }) => killSteps.retry(id))
      if (!retried.ok) throw new Refusal('NOT_FOUND', 'this is done, or was never asked for')
      return {}
    },
  }
}
