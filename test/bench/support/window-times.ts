import { setTimeout } from 'node:timers/promises'
import type { DevTools } from './devtools.ts'
import { within } from './limit.ts'

const limitMs = 30_000

/** By the clock that all processes of this computer share. */
export interface WindowTimes {
  readonly firstPaintAt: number
  /** The button with the given name was in a painted frame. */
  readonly readyAt: number
}

/** Runs in the page: waits frame by frame, so that it takes nothing from the page's own work. */
const watchButton = (name: string) => `new Promise((resolve) => {
  let readyAt = null
  const look = () => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(name)})
    if (readyAt === null && button?.checkVisibility()) readyAt = performance.timeOrigin + performance.now()
    const paint = performance.getEntriesByName('first-paint')[0]
    if (readyAt !== null && paint !== undefined) {
      resolve({ firstPaintAt: performance.timeOrigin + paint.startTime, readyAt })
    } else requestAnimationFrame(look)
  }
  look()
})`

/** The session of the first window, attached as soon as there is one. */
const firstWindow = async (devTools: DevTools): Promise<string> => {
  const attached = new Promise<string>((resolve) =>
    devTools.onEvent(({ method, params }) => {
      if (method !== 'Target.attachedToTarget') return
      const { sessionId, targetInfo } = params as { sessionId: string; targetInfo: { type: string } }
      if (targetInfo.type === 'page') resolve(sessionId)
    }),
  )
  await devTools.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  })
  return attached
}

const observe = async (devTools: DevTools, button: string): Promise<WindowTimes> => {
  const session = await firstWindow(devTools)
  const expression = watchButton(button)
  for (;;) {
    try {
      const options = { expression, awaitPromise: true, returnByValue: true }
      const { result } = await devTools.send('Runtime.evaluate', options, session)
      const { value } = result as { value?: WindowTimes }
      if (value !== undefined) return value
    } catch {
      // The empty page that every window begins with has gone, and the question with it.
    }
    await setTimeout(5)
  }
}

/** When a window was first painted, and when its button could be seen. */
export const windowTimes = (devTools: DevTools, button: string): Promise<WindowTimes> =>
  within(limitMs, `the button "${button}"`, observe(devTools, button))
