import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { killHoldMs } from '../../../src-preload/contract/codes.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { Button } from '../../ui/Button.tsx'

/** Timers may fire a moment early; main counts from before its answer. */
const marginMs = 20

/** Held with pointer or space bar until main has seen it last long enough; let go before, nothing has happened. */
export const HoldButton = ({ disabled, done }: { disabled: boolean; done: (press: string) => void }) => {
  const { t } = useI18n()
  const { send } = useCommand()
  const [held, setHeld] = useState(false)
  const attempt = useRef(0)
  useEffect(
    () => () => {
      attempt.current += 1
    },
    [],
  )
  const begin = async () => {
    attempt.current += 1
    const own = attempt.current
    const began = await send('kill.hold', {})
    if (began === null || attempt.current !== own) return
    setHeld(true)
    setTimeout(() => {
      if (attempt.current !== own) return
      setHeld(false)
      done(began.press)
    }, killHoldMs + marginMs)
  }
  const end = () => {
    attempt.current += 1
    setHeld(false)
  }
  const onKey = (event: KeyboardEvent) => {
    // Enter confirms nothing here.
    if (event.key === 'Enter') event.preventDefault()
    if (event.key === ' ' && !event.repeat) void begin()
  }
  return (
    <Button
      look="danger"
      disabled={disabled}
      className="relative overflow-hidden"
      onPointerDown={() => void begin()}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onBlur={end}
      onKeyDown={onKey}
      onKeyUp={end}
    >
      <span
        aria-hidden
        style={{ transitionDuration: held ? `${killHoldMs}ms` : '0ms' }}
        className={`absolute inset-y-0 left-0 bg-[rgb(255_255_255/28%)] transition-[width] ease-linear ${held ? 'w-full' : 'w-0'}`}
      />
      <span className="relative">{held ? t('kill.closeHolding') : t('kill.closeHold')}</span>
    </Button>
  )
}
